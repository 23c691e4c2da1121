// Bundles for browsers contain this stub instead of the renderer, because the element renders its form itself there.
export const renderToString = () => '';
