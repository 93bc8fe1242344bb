import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// What only the tests need stands in vitest.config.ts, so that a build does without the packages of the tests.
export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    outDir: '../src/parknet/web/dist',
    emptyOutDir: true,
    // The page's policy allows no inline script, style or address of data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } }, // a busy machine is no news
  },
  // `npm run dev` beside a running `parknet serve`.
  server: { proxy: { '/api': 'http://127.0.0.1:8300', '/map.html': 'http://127.0.0.1:8300' } },
});
