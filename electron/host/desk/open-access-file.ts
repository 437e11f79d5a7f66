import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';
import { IN_CLEAR, type TextSeal } from '../../../shared/core/text-seal.ts';
import {
  type Access,
  type AccessState,
  accessSchema,
  createAccess,
  NO_ACCESS,
} from './create-access.ts';

/** Opens the file beside the database, or begins a new one: losing it only signs people out. */
export function openAccessFile(
  folder: string,
  clock: Clock,
  { random, seal = IN_CLEAR }: { readonly random: Random; readonly seal?: TextSeal },
): Access {
  const path = join(folder, 'desk-access.json');
  const save = (state: AccessState): void => writeWhole(path, seal.seal(JSON.stringify(state)));
  return createAccess({ start: readState(path, seal), save }, clock, random);
}

function readState(path: string, seal: TextSeal): AccessState {
  try {
    return accessSchema.parse(JSON.parse(seal.open(readFileSync(path, 'utf8')) ?? ''));
  } catch {
    return NO_ACCESS;
  }
}

/** Writes beside and renames, so that the file is never half of one. */
function writeWhole(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
