import fs from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../keyring/write-file-whole.ts';

const FILE = 'book-is-damaged.txt';

/** Has every start ask what to do about a damaged book before anything opens it again. */
export const noteDamage = (dataFolder: string, sentence: string): void =>
  writeFileWhole(join(dataFolder, FILE), sentence);

export const forgetDamage = (dataFolder: string): void =>
  fs.rmSync(join(dataFolder, FILE), { force: true });

/** What is wrong with the book; null if nothing was found to be. */
export function readDamage(dataFolder: string): string | null {
  try {
    return fs.readFileSync(join(dataFolder, FILE), 'utf8');
  } catch {
    return null;
  }
}
