import { expect, test } from 'vitest';
import { addBreak, breaksToDrafts, draftsToBreaks } from './break-draft.ts';

const TEA = { name: 'Tea', startMin: 660, endMin: 680 };

test('breaks are in the fields as they are, and come out of them again', () => {
  const drafts = breaksToDrafts([TEA]);
  expect(drafts).toEqual([{ key: 0, name: 'Tea', from: '11:00', until: '11:20' }]);
  expect(draftsToBreaks(drafts)).toEqual([TEA]);
});

test('a new one lies in the middle of the working time, or after the last', () => {
  const work = { from: '09:00', until: '13:10' };
  const [first] = addBreak([], 'Break', work);
  expect(first).toMatchObject({ from: '11:00', until: '11:15' });
  const [, second] = addBreak(breaksToDrafts([TEA]), 'Break', work);
  expect(second).toMatchObject({ key: 1, from: '12:20', until: '12:35' });
  const late = breaksToDrafts([{ name: 'Late', startMin: 1400, endMin: 1430 }]);
  expect(addBreak(late, 'Break', work)[1]).toMatchObject({ from: '23:45', until: '00:00' });
});
