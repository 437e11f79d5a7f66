import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const derive = promisify<string, Buffer, number, Parameters<typeof scrypt>[3], Buffer>(scrypt);

const SECRET_BYTES = 32;
const SALT_BYTES = 16;

/** How dear a guess is (RFC 7914): 128 MB of memory and a third of a second for each. */
const DEAR = { cost: 2 ** 17, blockSize: 8, parallelization: 1 };

export const passphraseLockSchema = z.object({
  salt: z.string(),
  cost: z.int().max(2 ** 20),
  blockSize: z.int().max(32),
  parallelization: z.int().max(16),
});
export type PassphraseLock = z.infer<typeof passphraseLockSchema>;

export const newPassphraseLock = (price = DEAR): PassphraseLock => ({
  salt: randomBytes(SALT_BYTES).toString('base64'),
  ...price,
});

/** The 32 bytes that a passphrase stands for. Keyboards that write an accent apart do not matter. */
export function secretOfPassphrase(passphrase: string, lock: PassphraseLock): Promise<Buffer> {
  const { salt, cost, blockSize, parallelization } = lock;
  const maxmem = 256 * cost * blockSize;
  const options = { cost, blockSize, parallelization, maxmem };
  return derive(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), SECRET_BYTES, options);
}
