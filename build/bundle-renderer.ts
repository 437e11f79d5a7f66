import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles what people see into `outDir`, which is emptied first. */
export async function bundleRenderer(outDir: string): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('renderer.vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    build: { outDir },
  });
}
