import fs from 'node:fs';
import { join } from 'node:path';
import type { Tree } from './disk-model.ts';

/** Makes a folder of this machine of what a power cut left. The folder does not exist yet. */
export function writeTree(tree: Tree, folder: string): void {
  fs.mkdirSync(folder, { mode: 0o700 });
  for (const [name, held] of tree) {
    const path = join(folder, name);
    if (held instanceof Uint8Array) fs.writeFileSync(path, held, { mode: 0o600 });
    else writeTree(held, path);
  }
}
