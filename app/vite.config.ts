import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The SDK alone is nearly 2 MB.
    chunkSizeWarningLimit: 4_000,
  },
});
