import fs from 'node:fs';
import { join } from 'node:path';
import type { Place } from './copy-tree.ts';

/** Removes a folder with all that is in it, if it is there. */
export function removeTree({ disk, path }: Place): void {
  if (!fs.existsSync(path)) return;
  for (const entry of fs.readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) removeTree({ disk, path: inside });
    else disk.unlink(inside);
  }
  disk.removeFolder(path);
}
