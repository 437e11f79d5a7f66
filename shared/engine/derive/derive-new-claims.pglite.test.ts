import { afterEach, expect, test } from 'vitest';
import {
  at,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Interval } from '../../time/interval.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import { insertBulk } from '../store/insert-bulk.ts';
import { deriveClaims } from './derive-claims.ts';
import { loadClaimed, putNewClaims, settleAround } from './derive-new-claims.ts';

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

const cause: Cause = {
  ...{ intentId: null, intentKind: 'import', actorId: null, actorName: '', role: 'admin' },
  ...{ desk: '', source: 'import', reason: null },
};
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const anAppointment = (n: number, minute: number, changes: Partial<Appointment>): Appointment => ({
  id: idOf(n),
  ...{ branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION, patientId: PATIENT },
  sessionId: null,
  ...{ startMs: at('09:00') + minute * 60_000, endMs: at('09:00') + (minute + 15) * 60_000 },
  ...{ status: 'booked', note: '', overbookReason: null, emergency: false, toldByPhone: false },
  ...{
    cancelReason: null,
    supersededBy: null,
    unseated: false,
    assistsId: null,
    cancelledBy: null,
    courseId: null,
    withEither: false,
    madeBy: 'salt-lake.1',
    madeHlc: 2000,
  },
  ...{ withRight: true, capacity: 1, importId: null, moves: 0, steps: [], overQuotaReason: null },
  ...changes,
});

/** Others' claims in the way: one that gives way, one that stays, one apart, one of another doctor. */
const before = [
  anAppointment(1, 10, { withRight: false, madeBy: 'laptop.1', madeHlc: 1000 }),
  anAppointment(2, 50, { status: 'completed', madeBy: 'park-street.1', madeHlc: 1000 }),
  anAppointment(3, 400, { madeHlc: 1000 }),
  anAppointment(4, 0, { doctorId: DR_SEN }),
];
const imported = Array.from({ length: 8 }, (_, i) => anAppointment(100 + i, i * 15, {}));

async function claimsAfter(
  settle: (tx: WriteTx, claimed: readonly Interval[]) => Promise<unknown>,
): Promise<unknown> {
  const engine = await openTestEngine();
  engines.push(engine);
  await setUpClinic(engine);
  await engine.store.write(ORGANISATION, cause, async (tx) => {
    await insertBulk(tx, cause, 'appointment', before);
    await deriveClaims(tx, before);
    const claimed = await loadClaimed(tx, DR_DAS, { startMs: at('09:00'), endMs: at('11:00') });
    await insertBulk(tx, cause, 'appointment', imported);
    await settle(tx, claimed);
  });
  const claims = await engine.store.read((db) =>
    db.kysely.selectFrom('claim').selectAll().orderBy('id').execute(),
  );
  return claims.map(({ seq: _, ...claim }: Record<string, unknown>) => claim);
}

test('many new claims get the verdicts that each by itself would get', async () => {
  const oneByOne = await claimsAfter((tx) => deriveClaims(tx, imported));
  const atOnce = await claimsAfter(async (tx, claimed) => {
    await putNewClaims(tx, imported);
    await settleAround(tx, DR_DAS, claimed);
  });
  expect(atOnce).toEqual(oneByOne);
  const displaced = (oneByOne as { id: string; verdict: string }[])
    .filter((claim) => claim.verdict === 'displaced')
    .map((claim) => claim.id);
  expect(displaced).toEqual([idOf(1), idOf(103), idOf(104)]);
});
