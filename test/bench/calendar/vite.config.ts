import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const OURS = ['daybook.html', 'book.html'];
const FULLCALENDAR = file('../fullcalendar/fullcalendar.html');
const isInstalled = existsSync(file('../fullcalendar/node_modules/@fullcalendar'));

/** Production builds of Daybook's schedule, of the calendar it is made from, and of another one. */
export default defineConfig({
  root: file('..'),
  base: './',
  plugins: [react()],
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    target: 'chrome140',
    outDir: file('../../../dist/bench-calendar'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      input: [...OURS.map(file), file('stock.html'), ...(isInstalled ? [FULLCALENDAR] : [])],
    },
  },
});
