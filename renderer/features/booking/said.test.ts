import { expect, test } from 'vitest';
import { addSaid } from './said.ts';

test('a second rule is accepted beside the first, which is not asked about again [RU3]', () => {
  const first = { accepts: { ruleIds: ['a'], reason: 'Comes from far away' } };
  const second = { accepts: { ruleIds: ['b'], reason: null } };
  expect(addSaid(addSaid({}, first), second)).toEqual({
    accepts: { ruleIds: ['a', 'b'], reason: 'Comes from far away' },
  });
  expect(addSaid(first, { overQuotaReason: 'Urgent' })).toEqual({
    ...first,
    overQuotaReason: 'Urgent',
  });
  const last = { accepts: { ruleIds: ['a'], reason: 'In pain' } };
  expect(addSaid(first, last)).toEqual(last);
});
