import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  // The dev server would prebundle it, and lose the files beside it.
  optimizeDeps: { exclude: ['add-skill-element'] },
});
