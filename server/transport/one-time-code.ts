import { createHash } from 'node:crypto';
import type { Random } from '../../shared/core/random.ts';

/** Crockford's base 32: no letter that reads like a digit or like another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Five bits each, 60 in all. */
const LENGTH = 12;
const GROUP = /.{4}(?=.)/g;

/** A code to be read out and typed in, as `K7QF-29DM-TX4H`. */
export function newCode(random: Random): string {
  const letters = [...random.bytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]);
  return letters.join('').replaceAll(GROUP, '$&-');
}

/** What is stored of a code, and looked up by: however it was typed, it is the same. */
export function hashOfCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}
