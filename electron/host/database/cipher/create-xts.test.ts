import { createCipheriv, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createXts } from './create-xts.ts';

const NO_ID = new Uint8Array(16);

/** IEEE 1619-2007, annex B, vectors 10 to 14: the sequence number, and how the answer begins. */
const VECTORS: readonly (readonly [number, string])[] = [
  [0xff, '1c3b3a102f770386e4836c99e370cf9bea00803f5e482357a4ae12d414a3e63b'],
  [0xffff, '77a31251618a15e6b92d1d66dffe7b50b50bad552305ba0217a610688eff7e11'],
  [0xff_ffff, 'e387aaa58ba483afa7e8eb469778317ecf4cf573aa9d4eac23f2cdf914e4e200'],
  [0xffff_ffff, 'bf53d2dade78e822a4d949a9bc6766b01b06a8ef70d26748c6a7fc36d80ae4c5'],
  [0xff_ffff_ffff, '64497e5a831e4a932c09be3e5393376daa599548b816031d224bbf50a818ed23'],
];
const VECTOR_KEY = Buffer.from(
  `2718281828459045235360287471352662497757247093699959574966967627${'3141592653589793238462643383279502884197169399375105820974944592'}`,
  'hex',
);

test.each(VECTORS)('agrees with IEEE 1619 for data unit %d [DU8]', (first, begins) => {
  const xts = createXts(VECTOR_KEY, 512);
  const plain = Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256));
  const sealed = Buffer.alloc(512);
  xts.encrypt(sealed, plain, { id: NO_ID, first });
  expect(sealed.subarray(0, 32).toString('hex')).toBe(begins);
  const opened = Buffer.alloc(512);
  xts.decrypt(opened, sealed, { id: NO_ID, first });
  expect(opened.equals(plain)).toBe(true);
});

test('agrees with the XTS of OpenSSL, byte for byte, over many units and back [DU8]', () => {
  const key = randomBytes(64);
  const id = randomBytes(16);
  const first = 2 ** 33 + 5;
  const plain = randomBytes(37 * 4096);
  const xts = createXts(key, 4096);
  const sealed = Buffer.alloc(plain.byteLength);
  xts.encrypt(sealed, plain, { id, first });
  for (let i = 0; i < 37; i += 1) {
    const tweak = Buffer.from(id);
    const number = tweak.readBigUInt64LE(0) ^ BigInt(first + i);
    tweak.writeBigUInt64LE(number, 0);
    const native = createCipheriv('aes-256-xts', key, tweak);
    const expected = native.update(plain.subarray(i * 4096, (i + 1) * 4096));
    expect(sealed.subarray(i * 4096, (i + 1) * 4096).equals(expected), `unit ${i}`).toBe(true);
  }
  const opened = Buffer.alloc(plain.byteLength);
  xts.decrypt(opened, sealed, { id, first });
  expect(opened.equals(plain)).toBe(true);
});

test('the program uses no cipher that Electron lacks [DU8]', () => {
  // Electron's patch to BoringSSL, feat_expose_several_extra_cipher_functions, and BoringSSL's own;
  // by its name in the Web Cryptography API, the one that any browser opens a day sheet with.
  const known = /^(aes-(128|192|256)-(cbc|cfb|ctr|ecb|gcm|ofb)|AES-GCM)$/;
  const root = join(import.meta.dirname, '../../..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const named = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'(aes-?[\w-]+|chacha[\w-]+)'/gi)].map(
      (match) => match[1] ?? '',
    ),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !known.test(name))).toEqual([]);
});
