import { afterEach, expect, test } from 'vitest';
import {
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { settleClaims } from '../../merge/settle-claims.ts';
import type { ClaimRecord } from '../../model/claim.ts';
import type { Cause } from '../store/handles.ts';
import { insertClaims } from './put-claims.ts';
import { resettle, type VerdictChange } from './resettle.ts';

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

const cause: Cause = {
  ...{ intentId: null, intentKind: 'exchange', actorId: null, actorName: '', role: 'replica' },
  ...{ desk: '', source: 'merge', reason: null },
};

const aClaim = (n: number, [from, to]: readonly [number, number]): ClaimRecord => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, rank: 2, priority: n, replica: 'salt-lake.1' },
  ...{ startMs: at('09:00') + from * 60_000, endMs: at('09:00') + to * 60_000 },
  ...{ overbooked: false, capacity: 1, withRight: true, endorsed: false },
  ...{ verdict: 'active', blockerId: null },
});

async function settle(
  claims: readonly ClaimRecord[],
  places: readonly ClaimRecord[],
): Promise<readonly VerdictChange[]> {
  const engine = await openTestEngine();
  engines.push(engine);
  await setUpClinic(engine);
  return engine.store.write(ORGANISATION, cause, async (tx) => {
    await insertClaims(tx, claims);
    return resettle(tx, places);
  });
}

test('what two places have in the way is settled once', async () => {
  const [early, late, between] = [aClaim(1, [0, 15]), aClaim(2, [45, 60]), aClaim(3, [0, 60])];
  const changes = await settle([early, late, between], [early, late]);
  expect(changes).toEqual([
    {
      claim: expect.objectContaining({ id: between.id, verdict: 'displaced', blockerId: early.id }),
      before: 'active',
    },
  ]);
});

test('many places settled in one breath get the verdicts of the whole [CF1]', async () => {
  const claims = Array.from({ length: 120 }, (_, n) => {
    // Scattered over two days, often near each other, in long and short visits.
    const from = (n * 7919) % 2880;
    const claim = aClaim(n + 1, [from, from + 10 + ((n * 37) % 90)]);
    return { ...claim, doctorId: n % 3 === 0 ? DR_SEN : DR_DAS, priority: (n * 31) % 97 };
  });
  const losers = settleClaims(claims);
  const changes = await settle(claims, claims);
  expect(losers.size).toBeGreaterThan(20);
  expect(new Map(changes.map(({ claim }) => [claim.id, claim.blockerId]))).toEqual(
    new Map([...losers].map(([id, v]) => [id, v.verdict === 'active' ? null : v.blockerId])),
  );
});
