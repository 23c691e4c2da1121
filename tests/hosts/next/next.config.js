/** Renders the page once, into files. @type {import('next').NextConfig} */
export default { output: 'export', distDir: 'dist', devIndicators: false };
