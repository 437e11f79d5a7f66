import { expect, test } from 'vitest';
import type { CarryRefusal } from '../../../shared/wire/desk/carry.ts';
import { bytesOfBase64, toBase64 } from '../../replica/base64.ts';
import { carryWords } from './carry-words.ts';

const REFUSALS: readonly CarryRefusal[] = [
  { kind: 'standalone' },
  { kind: 'never-heard' },
  { kind: 'too-large' },
  { kind: 'not-ours' },
  { kind: 'damaged' },
  { kind: 'other-organisation' },
  { kind: 'own-push' },
  { kind: 'for-another', replica: 'park-street.1' },
  { kind: 'outdated' },
  { kind: 'central-unreachable' },
  { kind: 'refused', refusal: 'revoked' },
];

test('why nothing came of a file is said in words, each its own [CA3]', () => {
  const said = REFUSALS.map(carryWords);
  expect(new Set(said).size).toBe(REFUSALS.length);
  for (const [i, { kind }] of REFUSALS.entries()) expect(said[i]).not.toContain(kind);
  expect(carryWords({ kind: 'refused', refusal: 'revoked' })).toContain('out of service');
});

test('a file’s bytes are the same after they went over the line', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7) % 256);
  expect(bytesOfBase64(toBase64(bytes))).toEqual(bytes);
  expect(toBase64(new Uint8Array())).toBe('');
});
