import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds what people see into dist/renderer, for Electron's Chromium and browsers of its age. */
export default defineConfig({
  root: folder('../renderer'),
  publicDir: folder('../renderer/public'),
  base: './',
  plugins: [react()],
  resolve: { alias: [{ find: /^react-overlays$/, replacement: folder('without-overlays.ts') }] },
  build: {
    target: 'chrome140',
    outDir: folder('../dist/renderer'),
    emptyOutDir: true,
    // Everything lies on the same disk; the loader that prefetches would be the bigger file.
    modulePreload: false,
    assetsInlineLimit: 0,
  },
});
