import { rspack } from '@rspack/core';

export default {
  mode: 'production',
  entry: './src/main.js',
  plugins: [new rspack.HtmlRspackPlugin({ template: 'src/index.html' })],
};
