import { expect, test } from 'vitest';
import { createSharedNames } from './share-names.ts';

test('a row says the same after its names were shared, and stays the same object', () => {
  const { shareIn } = createSharedNames();
  const first = { id: 'one', doctorId: 'das', sessionId: null, status: 'booked', note: 'das' };
  const second = { ...first, id: 'two' };
  const copy = structuredClone(second);
  shareIn(first);
  shareIn(second);
  expect(second).toEqual(copy);
});
