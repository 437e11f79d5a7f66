import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for a while. */
export const makeScratchFolder = (purpose: string): string =>
  mkdtempSync(join(tmpdir(), `daybook-${purpose}-`));
