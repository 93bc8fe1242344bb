// The pages that draw one network, each by another library; the product's own build settings, from where its packages are.
import { fileURLToPath } from 'node:url';
import product from '../../../web/vite.config.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const fetched = here('../../../.venv/benchmark');

export default {
  ...product,
  root: here('../../../web'),
  publicDir: false,
  // The pages lie outside the root: what they import by name is looked for here.
  resolve: {
    dedupe: ['svelte'],
    alias: ['echarts', 'vis-network'].map((name) => ({ find: name, replacement: `${fetched}/node_modules/${name}` })),
  },
  build: {
    ...product.build,
    outDir: `${fetched}/pages`,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      ...product.build?.rolldownOptions,
      input: ['parknet', 'vis-network', 'echarts'].map((name) => here(`${name}.ts`)),
      output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
};
