// Bundles for browsers get this instead of the renderer: there, the element renders its form itself.
export const renderToString = () => '';
