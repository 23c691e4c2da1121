export default {
  html: { template: 'src/index.html' },
  source: { entry: { index: './src/main.js' } },
};
