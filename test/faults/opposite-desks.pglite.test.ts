import { expect, test } from 'vitest';
import type { DeskClient } from '../support/desk-client.ts';
import { openRunningClinic, type RunningClinic } from './running-clinic.ts';

/** Each is asked first in one of two. */
const ROUNDS = process.env.DAYBOOK_LONG ? 6 : 2;

type Outcome = Awaited<ReturnType<DeskClient['intend']>>;

/** What a desk is told: that it is done, or why not. */
type Told = 'done' | Extract<Outcome, { readonly ok: false }>['refusal'];

const toldOf = (outcome: Outcome): Told => (outcome.ok ? 'done' : outcome.refusal);

/** One is asked first in each second round; both are under way before either is answered. */
async function both(
  round: number,
  one: () => Promise<Outcome>,
  other: () => Promise<Outcome>,
): Promise<readonly [Told, Told]> {
  const asked = round % 2 === 0 ? [one(), other()] : [other(), one()].toReversed();
  const [first, second] = (await Promise.all(asked)) as [Outcome, Outcome];
  return [toldOf(first), toldOf(second)];
}

/** Both desks come to show the visit so. */
async function bothShow(
  desks: readonly DeskClient[],
  id: string,
  wanted: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const desk of desks) {
    await desk.shows('appointments', (rows) => {
      const row = rows.find((one) => one.id === id) as Record<string, unknown> | undefined;
      return Object.entries(wanted).every(([name, value]) => row?.[name] === value);
    });
  }
}

async function booked(clinic: RunningClinic, desks: readonly DeskClient[], quarter: number) {
  const booking = clinic.booking(quarter);
  expect(await desks[0]?.intend('book', booking)).toMatchObject({ ok: true });
  await bothShow(desks, booking.appointmentId, { status: 'booked' });
  return booking;
}

test('of two front desks that do opposite things one is told what the other did, and both show the same [VI2]', async () => {
  await using clinic = await openRunningClinic();
  using asha = await clinic.openDesk();
  using ravi = await clinic.openDesk();
  const desks = [asha, ravi];
  const { doctorId, branchId } = clinic;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Checked in against cancelled.
    const came = await booked(clinic, desks, round);
    const { appointmentId } = came;
    const [arrived, cancelled] = await both(
      round,
      () => asha.intend('set-status', { appointmentId, status: 'checked-in', seen: 'booked' }),
      () => ravi.intend('cancel', { appointmentId, reason: 'Called', seen: 'booked' }),
    );
    const status = arrived === 'done' ? 'checked-in' : 'cancelled';
    // Exactly one is done; the other is told by whom, when, and what it is now.
    const late = arrived === 'done' ? cancelled : arrived;
    expect([arrived, cancelled]).toContain('done');
    expect(late).toEqual({
      ...{ kind: 'visit-moved-on', status, byName: 'Ruma Paul', atMs: expect.any(Number) },
    });
    await bothShow(desks, appointmentId, { status });

    // Moved against cancelled, of one who comes later; nobody cancels a time they did not look at.
    const later = await booked(clinic, desks, 8 + round);
    const seenTime = { doctorId, startMs: later.startMs };
    const to = { branchId, doctorId, ...clinic.timeOf(16 + round) };
    const [moved, called] = await both(
      round,
      () => asha.intend('move', { appointmentId: later.appointmentId, ...to, seen: seenTime }),
      () =>
        ravi.intend('cancel', {
          ...{ appointmentId: later.appointmentId, reason: 'Called', seen: 'booked', seenTime },
        }),
    );
    const now = { branchId, doctorId, startMs: to.startMs, endMs: to.endMs };
    expect([moved, called]).toEqual(
      moved === 'done'
        ? ['done', { kind: 'moved-since', ...now }]
        : [{ kind: 'status-not-next', from: 'cancelled', to: 'booked' }, 'done'],
    );
    const left =
      moved === 'done'
        ? { status: 'booked', startMs: to.startMs }
        : { status: 'cancelled', startMs: later.startMs };
    await bothShow(desks, later.appointmentId, left);
    if (moved === 'done') {
      const gone = { appointmentId: later.appointmentId, reason: 'Called' };
      expect(await ravi.intend('cancel', gone)).toMatchObject({ ok: true });
    }
  }
});

test('whoever is called by one desk and marked as missed by another is one of both, on every screen [VI2] [QE3]', async () => {
  await using clinic = await openRunningClinic();
  using asha = await clinic.openDesk();
  using ravi = await clinic.openDesk();
  const desks = [asha, ravi];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { appointmentId } = await booked(clinic, desks, round);
    expect(await asha.intend('set-status', { appointmentId, status: 'arrived' })).toMatchObject({
      ok: true,
    });
    const isTheirs = (one: { readonly appointmentId: string | null }): boolean =>
      one.appointmentId === appointmentId;
    for (const desk of desks) await desk.shows('queueEntries', (rows) => rows.some(isTheirs));
    const entry = asha.rows('queueEntries').find(isTheirs);
    const ticket = { entryId: entry?.id ?? '', seen: entry?.version ?? '' };
    const call = { kind: 'call' as const, doctorId: clinic.doctorId, room: '2' };
    const [called, missed] = await both(
      round,
      () => asha.intend('act-on-queue', { ...ticket, act: call }),
      () => ravi.intend('act-on-queue', { ...ticket, act: { kind: 'leave', reason: 'Gone' } }),
    );
    const state = called === 'done' ? 'called' : 'left';
    expect([called, missed]).toContain('done');
    expect(called === 'done' ? missed : called).toEqual({
      ...{ kind: 'queue-moved-on', state, byName: 'Ruma Paul', atMs: expect.any(Number) },
    });
    for (const desk of desks) {
      await desk.shows('queueEntries', (rows) =>
        rows.some((one) => isTheirs(one) && one.state === state),
      );
    }
    // Somebody who was called and did not come is missed; nobody who is missed is called.
    const noShow = { appointmentId, status: 'no-show' as const, seen: 'arrived' as const };
    if (called === 'done') {
      expect(await ravi.intend('set-status', noShow)).toMatchObject({ ok: true });
      await bothShow(desks, appointmentId, { status: 'no-show' });
      const [now] = asha.rows('queueEntries').filter(isTheirs);
      const again = { entryId: ticket.entryId, seen: now?.version ?? '', act: call };
      expect(await asha.intend('act-on-queue', again)).toMatchObject({
        refusal: { kind: 'queue-not-next', act: 'call' },
      });
    }
  }
});
