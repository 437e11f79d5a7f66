import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Two pages, production builds of both: Daybook's schedule and the calendar it is made from. */
export default defineConfig({
  root: file('.'),
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome140',
    outDir: file('../../../dist/bench-calendar'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 3000,
    rolldownOptions: { input: [file('daybook.html'), file('stock.html')] },
  },
});
