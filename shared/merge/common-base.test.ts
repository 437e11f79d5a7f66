import { expect, test } from 'vitest';
import { commonBase } from './common-base.ts';
import type { FieldGroup } from './field-group.ts';
import { mergeRecord, type Version } from './merge-record.ts';

const GROUPS: readonly FieldGroup[] = [
  { name: 'note', rule: 'newer', fields: ['note'] },
  { name: 'reach', rule: 'newer', fields: ['phone', 'email'] },
];
const body = (note: string, phone: string) => ({ note, phone, email: null });

test('nothing that both have seen is nothing that both were made from', () => {
  expect(commonBase([], { a: body('a', '1'), b: body('b', '1'), ofB: null }, GROUPS)).toBe(null);
});

test('what both have seen last is what both were made from', () => {
  const seen = [body('', ''), body('a', '')];
  expect(commonBase(seen, { a: body('b', ''), b: body('a', '1'), ofB: null }, GROUPS)).toEqual(
    body('a', ''),
  );
});

test('of two that were merged, each may be what a field was made from: who typed over either stands [CR5]', () => {
  const version = (replica: string, hlc: number, of: ReturnType<typeof body>): Version => ({
    dot: { replica, counter: 9 },
    vector: { [replica]: 9 },
    ...{ intent: null, hlc, body: of },
  });
  // One stands with the note of the first and a telephone of its own; the other typed over that note.
  const seen = [body('first', ''), body('second', '')];
  const [stored, incoming] = [body('first', '1'), body('third', '')];
  for (const [a, b] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const merge = mergeRecord({
      stored: version('a', a, stored),
      incoming: version('b', b, incoming),
      base: commonBase(seen, { a: stored, b: incoming, ofB: null }, GROUPS),
      groups: GROUPS,
      mergeDot: { replica: 'central', counter: 1 },
    });
    expect(merge).toMatchObject({ kind: 'merged', version: { body: body('third', '1') } });
  }
});

test('what was typed over what the other still has stands, though the other has not seen all that it was made from [CR5]', () => {
  const seen = [body('', '')];
  const met = { a: body('first', '1'), b: body('second', '2'), ofB: body('second', '1') };
  // The notes were typed apart; the telephone of the one was typed over that of the other.
  expect(commonBase(seen, met, GROUPS)).toEqual(body('', '1'));
});
