import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

// Plain Vite, and not electron-vite: that one reads its set-up from one file, and tests bundle the
// shell with a host of their own and into another folder.

const root = fileURLToPath(new URL('..', import.meta.url));

/** The host that keeps the book. */
export const HOST_ENTRY = 'electron/host/main.ts';

/** Stay files of their own: one finds its data beside itself, one is machine code. */
const UNBUNDLED = ['@electric-sql/pglite', '@node-rs/argon2'];

/** A program as one file for Node, and where it goes. `entry` is a file of this repository. */
export interface Bundle {
  readonly entry: string;
  readonly outDir: string;
  readonly fileName: string;
  readonly format: 'es' | 'cjs';
}

/**
 * Bundles main, preload and host into `<outDir>/{main,preload,host}` as JavaScript for the Node
 * inside Electron. `hostEntry` is a file of this repository.
 */
export async function bundleShell(options: {
  readonly outDir: string;
  readonly hostEntry: string;
}): Promise<void> {
  const { outDir, hostEntry } = options;
  const bundles: readonly Bundle[] = [
    {
      entry: 'electron/main/main.ts',
      outDir: `${outDir}/main`,
      fileName: 'main.js',
      format: 'es',
    },
    // A sandboxed preload is one file, and cannot be an ES module.
    {
      entry: 'electron/preload/preload.ts',
      outDir: `${outDir}/preload`,
      fileName: 'preload.cjs',
      format: 'cjs',
    },
    { entry: hostEntry, outDir: `${outDir}/host`, fileName: 'main.js', format: 'es' },
  ];
  for (const bundle of bundles) await bundleForNode(bundle);
}

export async function bundleForNode(bundle: Bundle): Promise<void> {
  await build(configOf(bundle));
}

function configOf(bundle: Bundle): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: ['electron', ...UNBUNDLED] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: bundle.outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: bundle.entry,
        external: ['electron', ...UNBUNDLED.flatMap((name) => [name, new RegExp(`^${name}/`)])],
        output: {
          format: bundle.format,
          entryFileNames: bundle.fileName,
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  };
}
