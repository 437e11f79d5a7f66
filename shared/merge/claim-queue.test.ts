import { expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import type { Claim } from './claim.ts';
import { createClaimQueue } from './claim-queue.ts';

const claimOf = (priority: number): Claim => ({
  id: `claim ${priority}`,
  branchId: 'salt-lake',
  doctorId: 'das',
  startMs: 0,
  endMs: 1,
  rank: 2,
  priority,
  replica: 'salt-lake',
  overbooked: false,
  capacity: 1,
});

test('gives out the first in priority of those that wait, each once', () => {
  const claims = Array.from({ length: 12 }, (_, i) => claimOf(i));
  fc.assert(
    fc.property(fc.array(fc.subarray(claims), { maxLength: 10 }), (batches) => {
      const queue = createClaimQueue();
      let waiting: Claim[] = [];
      for (const batch of batches) {
        queue.add(batch);
        waiting = claims.filter((claim) => waiting.includes(claim) || batch.includes(claim));
        expect(queue.takeFirst()).toBe(waiting.shift());
      }
      while (waiting.length > 0) expect(queue.takeFirst()).toBe(waiting.shift());
      expect(queue.takeFirst()).toBeUndefined();
    }),
  );
});
