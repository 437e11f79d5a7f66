import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles what people see into `outDir` of this repository, which is emptied first. */
export async function bundleRenderer(outDir: string): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('renderer.vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { outDir: resolve(root, outDir) },
  });
}
