import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'add-skill' } } })],
  // The dev server would prebundle it, and lose the files beside it.
  optimizeDeps: { exclude: ['add-skill-element'] },
});
