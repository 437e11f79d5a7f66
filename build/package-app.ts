import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, Platform } from 'electron-builder';
import { type PackingFolders, packingConfig } from './electron-builder.config.ts';

/**
 * Packs the bundles into a program for this machine's operating system: an unpacked folder, or
 * with `target: 'installers'` what people install. Returns the files it made.
 */
export async function packageApp(
  folders: PackingFolders,
  target: 'folder' | 'installers',
): Promise<readonly string[]> {
  if (!existsSync(folders.template)) {
    throw new Error(`There is no template of a book in ${folders.template}.`);
  }
  return build({
    projectDir: fileURLToPath(new URL('..', import.meta.url)),
    targets: Platform.current().createTarget(target === 'folder' ? 'dir' : undefined),
    config: packingConfig(folders),
    publish: 'never',
  });
}
