import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTestRandom } from '../../../test/support/engine.ts';
import { boxKeyOfSigner, boxKeysOf, boxKeysOfSigner, openBox, sealBox } from './box.ts';

const random = createTestRandom(7);
const bytes = new TextEncoder().encode('Meera Iyer, 10:00');
const [central, device, other] = ['central', 'device', 'other'].map(boxKeysOf) as [
  ReturnType<typeof boxKeysOf>,
  ReturnType<typeof boxKeysOf>,
  ReturnType<typeof boxKeysOf>,
];

test('only who a box is for opens it, and only as it was sealed [CA1]', () => {
  const sealed = sealBox(bytes, { to: central.public }, 'a', random);
  expect(Buffer.from(sealed).includes('Meera')).toBe(false);
  expect(openBox(sealed, { to: central }, 'a')).toEqual(bytes);
  expect(openBox(sealed, { to: other }, 'a')).toBeNull();
  expect(openBox(sealed, { to: central }, 'b')).toBeNull();
  for (const length of [0, 31, 47, sealed.length - 1]) {
    expect(openBox(sealed.subarray(0, length), { to: central }, 'a')).toBeNull();
  }
  for (let at = 0; at < sealed.length; at += 7) {
    const altered = Uint8Array.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(openBox(altered, { to: central }, 'a')).toBeNull();
  }
});

test('a box from central is told from one that somebody else sealed [CA1]', () => {
  const from = { to: device, from: central.public };
  const sealed = sealBox(bytes, { to: device.public, from: central }, 'a', random);
  expect(openBox(sealed, from, 'a')).toEqual(bytes);
  const forged = sealBox(bytes, { to: device.public, from: other }, 'a', random);
  expect(openBox(forged, from, 'a')).toBeNull();
  expect(openBox(sealBox(bytes, { to: device.public }, 'a', random), from, 'a')).toBeNull();
});

test('the key that a device signs with opens what was sealed for its public half [CA1]', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  const to = boxKeyOfSigner(Buffer.from(x, 'base64url'));
  const sealed = sealBox(bytes, { to }, 'a', random);
  const keys = boxKeysOfSigner(Buffer.from(d, 'base64url'));
  expect(openBox(sealed, { to: keys }, 'a')).toEqual(bytes);
});
