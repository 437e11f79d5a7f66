import fs from 'node:fs';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import { writeFileWhole } from './write-file-whole.ts';

/** Seals files that are in clear, or that the former key sealed, with the current one. */
export function sealAnew(paths: readonly string[], current: TextSeal, former: TextSeal | null) {
  for (const path of paths) {
    if (!fs.existsSync(path)) continue;
    const stored = fs.readFileSync(path, 'utf8');
    const text = current.open(stored) ?? former?.open(stored) ?? null;
    const isSealed = text !== stored && current.open(stored) !== null;
    if (text !== null && !isSealed) writeFileWhole(path, current.seal(text));
  }
}
