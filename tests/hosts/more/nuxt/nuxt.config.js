export default defineNuxtConfig({
  vue: { compilerOptions: { isCustomElement: (tag) => tag === 'add-skill' } },
  hooks: {
    'build:manifest': (manifest) => {
      for (const file of Object.values(manifest)) if (file.file.endsWith('.json')) file.prefetch = false;
    },
  },
});
