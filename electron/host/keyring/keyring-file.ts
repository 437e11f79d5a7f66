import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KeyringUnusable } from './keyring-unusable.ts';
import { passphraseLockSchema } from './secret-of-passphrase.ts';
import { writeFileWhole } from './write-file-whole.ts';

const wayBase = {
  id: z.uuid(),
  addedMs: z.int(),
  /** What is sealed for this way is sealed for this key, in base64. */
  publicKey: z.string(),
  /** Its private half, sealed with the secret of the way. */
  sealedPrivateKey: z.string(),
};

/** A way to the key of the book. */
const waySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain'), ...wayBase, kept: z.string() }),
  z.object({ kind: z.literal('key-file'), ...wayBase, kept: z.string() }),
  z.object({ kind: z.literal('passphrase'), ...wayBase, lock: passphraseLockSchema }),
  z.object({ kind: z.literal('recovery-key'), ...wayBase }),
]);
export type Way = z.infer<typeof waySchema>;

/** A key of the book, sealed for each way by the way's id. */
const sealedKeySchema = z.object({
  id: z.uuid(),
  /** Tells the right key from any other. */
  check: z.string(),
  sealedByWay: z.record(z.string(), z.string()),
});
export type SealedKey = z.infer<typeof sealedKeySchema>;

const keyringSchema = z.object({
  format: z.literal(1),
  bookId: z.uuid(),
  ways: z.array(waySchema),
  current: sealedKeySchema,
  /** While the book is copied from one key to the next. */
  former: sealedKeySchema.nullable(),
  /** A recovery key that nobody has written down yet, sealed with the current key. */
  unseenRecoveryKey: z.string().nullable(),
  /** That nobody without the key has changed the ways. */
  proof: z.string(),
});
export type KeyringState = z.infer<typeof keyringSchema>;

/** The second copy is for a disk that loses the first: without the keyring the book is lost. */
const NAMES = ['keyring.json', 'keyring.copy.json'] as const;

/** The keyring beside the book, or null if there is none. */
export function loadKeyring(folder: string): KeyringState | null {
  const texts = NAMES.map((name) => readIfThere(join(folder, name)));
  if (texts.every((text) => text === null)) return null;
  const state = texts.map((text) => parse(text)).find((one) => one !== null);
  if (state) return state;
  const message = `The keyring in ${folder} cannot be read. Put back a copy of it from a backup; without it the book stays closed.`;
  throw new KeyringUnusable(message, { problem: 'damaged' });
}

export function saveKeyring(folder: string, state: KeyringState): void {
  const text = `${JSON.stringify(state, null, 2)}\n`;
  for (const name of NAMES) writeFileWhole(join(folder, name), text);
}

function readIfThere(path: string): string | null {
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : null;
}

function parse(text: string | null): KeyringState | null {
  try {
    return keyringSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
