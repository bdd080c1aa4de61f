import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The SDK alone is nearly 2 MB.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      output: {
        // A file of its own: stacks then say whether an error is the SDK's or the page's.
        codeSplitting: {
          groups: [{ name: 'zego-express-engine-webrtc', test: /[\\/]zego-express-engine-webrtc[\\/]/ }],
        },
      },
    },
  },
});
