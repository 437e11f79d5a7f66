import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps this folder in memory: hundreds of books are written and thrown away. */
const IN_MEMORY = '/dev/shm';

/** An empty folder for a while. */
export function makeScratchFolder(purpose: string): string {
  const place = fs.existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir();
  return fs.mkdtempSync(join(place, `daybook-${purpose}-`));
}
