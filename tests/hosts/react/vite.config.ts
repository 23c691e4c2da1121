import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The dev server would prebundle it, and lose the files beside it.
  optimizeDeps: { exclude: ['add-skill-element'] },
});
