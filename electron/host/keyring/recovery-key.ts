import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Crockford's Base32, which leaves out the letters that are taken for digits. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 130 bits, which nobody guesses. */
const SECRET_SYMBOLS = 26;
/** 10 bits: of a thousand slips of the pen one passes. */
const CHECK_SYMBOLS = 2;
const GROUP = 4;

/** A new recovery key, to be printed: seven groups of four, `7KQ2-…`. */
export function newRecoveryKey(): string {
  const secret = [...randomBytes(SECRET_SYMBOLS)].map(symbolOf).join('');
  const groups = `${secret}${checkOf(secret)}`.match(new RegExp(`.{${GROUP}}`, 'g')) ?? [];
  return groups.join('-');
}

/**
 * The 32 bytes that a recovery key stands for, however it is typed; null if it was typed wrong, as
 * the symbols at its end tell.
 */
export function secretOfRecoveryKey(typed: string): Buffer | null {
  const symbols = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const secret = symbols.slice(0, SECRET_SYMBOLS);
  if (symbols.length !== SECRET_SYMBOLS + CHECK_SYMBOLS) return null;
  if (symbols.slice(SECRET_SYMBOLS) !== checkOf(secret)) return null;
  return Buffer.from(hkdfSync('sha256', secret, '', 'daybook recovery key', 32));
}

const symbolOf = (byte: number): string => SYMBOLS.charAt(byte % SYMBOLS.length);

const checkOf = (secret: string): string =>
  [...createHash('sha256').update(secret).digest().subarray(0, CHECK_SYMBOLS)]
    .map(symbolOf)
    .join('');
