import { expect, test } from 'vitest';
import { readSteps } from '../../shared/domain/appointments/visit-steps.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { askAndKill, momentOf } from './ask-and-kill.ts';
import { openRunningClinic } from './running-clinic.ts';

interface Step {
  /** Of the visit and of its place in the queue, if there is one, after the step. */
  readonly after: Standing;
  readonly before: Standing;
  readonly of: (desk: DeskClient) => readonly [IntentKind, IntentInput<IntentKind>];
}

type Standing = readonly [visit: string, ticket: string | null];

test('a host that is killed in the middle of each step of a visit, from its booking on, has all it acknowledged, and each step once [DU6]', async () => {
  await using clinic = await openRunningClinic();
  const booking = clinic.booking(4);
  const { appointmentId } = booking;
  const { branchId, doctorId } = clinic;
  const visitAt = (desk: DeskClient) =>
    desk.rows('appointments').find(({ id }) => id === appointmentId);
  const standingAt = (desk: DeskClient): Standing => {
    const ticket = desk.rows('queueEntries').find((one) => one.appointmentId === appointmentId);
    const visit = visitAt(desk);
    const isMoved = visit !== undefined && visit.startMs !== booking.startMs;
    return [`${visit?.status ?? 'none'}${isMoved ? ' earlier' : ''}`, ticket?.state ?? null];
  };
  const onTicket = (desk: DeskClient, act: IntentInput<'act-on-queue'>['act']) => {
    const [entry] = desk.rows('queueEntries');
    return { entryId: entry?.id ?? '', seen: entry?.version ?? '', act };
  };
  const steps: readonly Step[] = [
    {
      ...{ before: ['none', null], after: ['booked', null] },
      of: () => ['book', booking],
    },
    {
      ...{ before: ['booked', null], after: ['booked earlier', null] },
      of: () => ['move', { appointmentId, branchId, doctorId, ...clinic.timeOf(0) }],
    },
    {
      ...{ before: ['booked earlier', null], after: ['arrived earlier', 'waiting'] },
      of: () => ['set-status', { appointmentId, status: 'arrived' }],
    },
    {
      ...{ before: ['arrived earlier', 'waiting'], after: ['checked-in earlier', 'waiting'] },
      of: () => ['set-status', { appointmentId, status: 'checked-in' }],
    },
    {
      ...{ before: ['checked-in earlier', 'waiting'], after: ['checked-in earlier', 'called'] },
      of: (desk) => ['act-on-queue', onTicket(desk, { kind: 'call', doctorId, room: '2' })],
    },
    {
      ...{ before: ['checked-in earlier', 'called'], after: ['in-consult earlier', 'started'] },
      of: (desk) => {
        const overbookReason = null;
        const act = { kind: 'start' as const, doctorId, ...clinic.timeOf(0), overbookReason };
        return ['act-on-queue', onTicket(desk, act)];
      },
    },
    {
      ...{ before: ['in-consult earlier', 'started'], after: ['completed earlier', 'done'] },
      of: (desk) => ['act-on-queue', onTicket(desk, { kind: 'finish' })],
    },
  ];
  for (const [i, { before, after, of }] of steps.entries()) {
    const moment = momentOf(i);
    const intentId = crypto.randomUUID();
    using desk = await clinic.openDesk();
    await desk.shows('appointments', () => standingAt(desk).join() === before.join());
    const [kind, input] = of(desk);
    const acknowledged = await askAndKill(clinic, desk, moment, [kind, input, intentId]);
    using next = await clinic.openDesk();
    if (before[0] !== 'none' || acknowledged)
      await next.shows('appointments', (rows) => rows.some(({ id }) => id === appointmentId));
    if (before[1] !== null) await next.shows('queueEntries', (rows) => rows.length > 0);
    const isDone = () => standingAt(next).join() === after.join();
    const follows = after[1] === null ? 'appointments' : 'queueEntries';
    // The visit and its ticket come one after the other.
    const isElse = standingAt(next).join() !== before.join();
    if (acknowledged || isElse) await next.shows(follows, isDone);
    const found = standingAt(next);
    expect(acknowledged || moment === 'answered' ? [after] : [before, after]).toContainEqual(found);
    // Whoever heard nothing asks the same again: it is done once, whenever it was done.
    expect(await next.intend(kind, input, intentId)).toMatchObject({ ok: true });
    await next.shows(follows, isDone);
  }
  using desk = await clinic.openDesk();
  await desk.shows('queueEntries', (rows) => rows.length > 0);
  expect(desk.rows('queueEntries')).toMatchObject([{ appointmentId, number: 1, state: 'done' }]);
  const taken = readSteps(visitAt(desk)?.steps ?? []).map((step) => step.status);
  expect(taken).toEqual(['arrived', 'checked-in', 'in-consult', 'completed']);
}, 600_000);
