import { expect, test } from 'vitest';
import { readSteps } from '../../shared/domain/appointments/visit-steps.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openRunningClinic } from './running-clinic.ts';

const SEED = Number(process.env.DAYBOOK_SEED ?? 0);

/** When the host is killed: as the step is asked for, as it reaches the disk, as it is answered. */
const MOMENTS = ['asked', 'written', 'answered'] as const;

interface Step {
  /** Of the visit and of its place in the queue, if there is one, after the step. */
  readonly after: Standing;
  readonly before: Standing;
  readonly of: (desk: DeskClient) => readonly [IntentKind, IntentInput<IntentKind>];
}

type Standing = readonly [visit: string, ticket: string | null];

test('a host that is killed in the middle of each step of a visit has all it acknowledged, and each step once [DU6]', async () => {
  await using clinic = await openRunningClinic();
  const booking = clinic.booking(0);
  const { appointmentId } = booking;
  const doctorId = clinic.doctorId;
  const visitAt = (desk: DeskClient) =>
    desk.rows('appointments').find(({ id }) => id === appointmentId);
  const standingAt = (desk: DeskClient): Standing => {
    const ticket = desk.rows('queueEntries').find((one) => one.appointmentId === appointmentId);
    return [visitAt(desk)?.status ?? 'none', ticket?.state ?? null];
  };
  const onTicket = (desk: DeskClient, act: IntentInput<'act-on-queue'>['act']) => {
    const [entry] = desk.rows('queueEntries');
    return { entryId: entry?.id ?? '', seen: entry?.version ?? '', act };
  };
  const steps: readonly Step[] = [
    {
      ...{ before: ['booked', null], after: ['arrived', 'waiting'] },
      of: () => ['set-status', { appointmentId, status: 'arrived' }],
    },
    {
      ...{ before: ['arrived', 'waiting'], after: ['checked-in', 'waiting'] },
      of: () => ['set-status', { appointmentId, status: 'checked-in' }],
    },
    {
      ...{ before: ['checked-in', 'waiting'], after: ['checked-in', 'called'] },
      of: (desk) => ['act-on-queue', onTicket(desk, { kind: 'call', doctorId, room: '2' })],
    },
    {
      ...{ before: ['checked-in', 'called'], after: ['in-consult', 'started'] },
      of: (desk) => {
        const overbookReason = null;
        const act = { kind: 'start' as const, doctorId, ...clinic.timeOf(0), overbookReason };
        return ['act-on-queue', onTicket(desk, act)];
      },
    },
    {
      ...{ before: ['in-consult', 'started'], after: ['completed', 'done'] },
      of: (desk) => ['act-on-queue', onTicket(desk, { kind: 'finish' })],
    },
  ];
  {
    using desk = await clinic.openDesk();
    expect(await desk.intend('book', booking)).toMatchObject({ ok: true });
  }
  for (const [i, { before, after, of }] of steps.entries()) {
    const moment = MOMENTS[(i + SEED) % MOMENTS.length];
    const intentId = crypto.randomUUID();
    let acknowledged = false;
    using desk = await clinic.openDesk();
    await desk.shows('appointments', () => standingAt(desk).join() === before.join());
    const [kind, input] = of(desk);
    const written = clinic.nextWrite();
    const answer = desk.intend(kind, input, intentId).then(({ ok }) => {
      acknowledged = ok;
    });
    // Whoever is cut off has no answer.
    answer.catch(() => undefined);
    if (moment === 'written') await written;
    if (moment === 'answered') await answer;
    await clinic.kill();
    await desk.closed;
    await clinic.start();
    using next = await clinic.openDesk();
    await next.shows('appointments', (rows) => rows.some(({ id }) => id === appointmentId));
    if (before[1] !== null) await next.shows('queueEntries', (rows) => rows.length > 0);
    const found = standingAt(next);
    expect(acknowledged || moment === 'answered' ? [after] : [before, after]).toContainEqual(found);
    // Whoever heard nothing asks the same again: it is done once, whenever it was done.
    expect(await next.intend(kind, input, intentId)).toMatchObject({ ok: true });
    await next.shows('queueEntries', () => standingAt(next).join() === after.join());
  }
  using desk = await clinic.openDesk();
  await desk.shows('queueEntries', (rows) => rows.length > 0);
  expect(desk.rows('queueEntries')).toMatchObject([{ appointmentId, number: 1, state: 'done' }]);
  const taken = readSteps(visitAt(desk)?.steps ?? []).map((step) => step.status);
  expect(taken).toEqual(['arrived', 'checked-in', 'in-consult', 'completed']);
}, 600_000);
