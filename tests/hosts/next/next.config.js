/** A page that is rendered once, and what a server sends of it is a file. @type {import('next').NextConfig} */
export default { output: 'export', distDir: 'dist', devIndicators: false };
