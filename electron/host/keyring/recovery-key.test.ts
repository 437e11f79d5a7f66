import { expect, test } from 'vitest';
import { newRecoveryKey, secretOfRecoveryKey } from './recovery-key.ts';

test('is seven groups of four symbols that cannot be taken for each other', () => {
  const keys = Array.from({ length: 200 }, newRecoveryKey);
  for (const key of keys) expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new Set(keys).size).toBe(200);
});

test('stands for the same secret however it is typed', () => {
  const key = newRecoveryKey();
  const secret = secretOfRecoveryKey(key);
  expect(secret).toHaveLength(32);
  const typed = [key.toLowerCase(), key.replaceAll('-', ' '), ` ${key.replaceAll('0', 'o')} `];
  for (const one of typed)
    expect(secretOfRecoveryKey(one)?.equals(secret ?? Buffer.of())).toBe(true);
  expect(secretOfRecoveryKey(newRecoveryKey())?.equals(secret ?? Buffer.of())).toBe(false);
});

test('a slip of the pen is noticed', () => {
  // Of a thousand slips one passes; for this key none of these does.
  const key = 'BAMK-EQA4-43KQ-RPDK-46N7-MFCX-4Q08';
  const slips = [...key].flatMap((symbol, at) =>
    symbol === '-' ? [] : [`${key.slice(0, at)}${symbol === '7' ? '8' : '7'}${key.slice(at + 1)}`],
  );
  const unnoticed = slips.filter((slip) => secretOfRecoveryKey(slip) !== null);
  expect(slips).toHaveLength(28);
  expect(unnoticed).toEqual([]);
  expect(secretOfRecoveryKey(key.slice(0, -1))).toBeNull();
  expect(secretOfRecoveryKey('')).toBeNull();
});
