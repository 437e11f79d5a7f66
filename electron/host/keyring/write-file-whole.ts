import fs from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file for its owner only, so that it is the old one or the new one at every moment. */
export function writeFileWhole(path: string, text: string): void {
  const fresh = `${path}.new`;
  const file = fs.openSync(fresh, 'w', 0o600);
  try {
    fs.writeFileSync(file, text);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(fresh, path);
  // Windows makes the name durable with the file.
  if (process.platform === 'win32') return;
  const folder = fs.openSync(dirname(path), 'r');
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}
