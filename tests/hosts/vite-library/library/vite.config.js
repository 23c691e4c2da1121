export default {
  build: {
    lib: { entry: 'library/skills.js', formats: ['es'], fileName: 'skills' },
    rolldownOptions: { external: [/^add-skill-element/] },
    outDir: 'library/dist',
  },
};
