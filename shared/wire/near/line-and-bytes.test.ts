import { expect, test } from 'vitest';
import { z } from 'zod';
import { isNearAddress } from '../desk/near-address.ts';
import { decodeLine, encodeLine } from './line-and-bytes.ts';

const shape = z.object({ kind: z.literal('tell') });
const bytes = Uint8Array.from([10, 0, 123, 10]);

test('a line and what comes after it are what they were', () => {
  const whole = encodeLine({ kind: 'tell' }, bytes);
  expect(decodeLine(whole, shape, 100)).toEqual({ value: { kind: 'tell' }, bytes });
  expect(decodeLine(encodeLine({ kind: 'tell' }), shape, 100)?.bytes).toHaveLength(0);
});

test('what is longer, another shape, no JSON or without an end is none', () => {
  const whole = encodeLine({ kind: 'tell' }, bytes);
  expect(decodeLine(whole, shape, 10)).toBeNull();
  expect(decodeLine(encodeLine({ kind: 'sing' }), shape, 100)).toBeNull();
  expect(decodeLine(new TextEncoder().encode('{"kind":\n'), shape, 100)).toBeNull();
  expect(decodeLine(whole.subarray(0, 5), shape, 100)).toBeNull();
});

test.each(['192.168.1.20:47811', 'salt-lake.local:80', '[fe80::1]:47811'])(
  '%s is an address',
  (text) => {
    expect(isNearAddress(text)).toBe(true);
  },
);
test.each([
  ...['', '192.168.1.20', '192.168.1.20:', 'host:99999', 'http://host:80', 'user@host:80'],
  ...['host:80/path', `${'a'.repeat(120)}:80`, 'host :80'],
])('%s is none', (text) => {
  expect(isNearAddress(text)).toBe(false);
});
