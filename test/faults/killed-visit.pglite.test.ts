import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readSteps } from '../../shared/domain/appointments/visit-steps.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import { createSeeded } from '../simulation/seeded.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openRunningClinic } from './running-clinic.ts';

const SEED = Number(process.env.DAYBOOK_SEED ?? 1);
/** By then a step is done, or on its way to the disk, or not begun. */
const WITHIN_MS = 60;

interface Step {
  readonly status: string;
  readonly before: string;
  readonly of: (desk: DeskClient) => readonly [IntentKind, IntentInput<IntentKind>];
}

test('a host that is killed in the middle of each step of a visit has all it acknowledged, and each step once [DU6]', async () => {
  const seeded = createSeeded(SEED);
  await using clinic = await openRunningClinic();
  const booking = clinic.booking(0);
  const { appointmentId } = booking;
  const doctorId = clinic.doctorId;
  const visitAt = (desk: DeskClient) =>
    desk.rows('appointments').find(({ id }) => id === appointmentId);
  const onTicket = (desk: DeskClient, act: IntentInput<'act-on-queue'>['act']) => {
    const [entry] = desk.rows('queueEntries');
    return { entryId: entry?.id ?? '', seen: entry?.version ?? '', act };
  };
  const steps: readonly Step[] = [
    {
      ...{ status: 'arrived', before: 'booked' },
      of: () => ['set-status', { appointmentId, status: 'arrived' }],
    },
    {
      ...{ status: 'checked-in', before: 'arrived' },
      of: () => ['set-status', { appointmentId, status: 'checked-in' }],
    },
    {
      ...{ status: 'checked-in', before: 'checked-in' },
      of: (desk) => ['act-on-queue', onTicket(desk, { kind: 'call', doctorId, room: '2' })],
    },
    {
      ...{ status: 'in-consult', before: 'checked-in' },
      of: (desk) => {
        const overbookReason = null;
        const act = { kind: 'start' as const, doctorId, ...clinic.timeOf(0), overbookReason };
        return ['act-on-queue', onTicket(desk, act)];
      },
    },
    {
      ...{ status: 'completed', before: 'in-consult' },
      of: (desk) => ['act-on-queue', onTicket(desk, { kind: 'finish' })],
    },
  ];
  {
    using desk = await clinic.openDesk();
    expect(await desk.intend('book', booking)).toMatchObject({ ok: true });
  }
  for (const { status, before, of } of steps) {
    const intentId = crypto.randomUUID();
    let acknowledged = false;
    using desk = await clinic.openDesk();
    const [kind, input] = of(desk);
    void desk.intend(kind, input, intentId).then(({ ok }) => {
      acknowledged = ok;
    });
    await delay(seeded.next() * WITHIN_MS);
    await clinic.kill();
    await desk.closed;
    await clinic.start();
    using next = await clinic.openDesk();
    await next.shows('appointments', (rows) => rows.some(({ id }) => id === appointmentId));
    const found = visitAt(next)?.status;
    expect(acknowledged ? [status] : [before, status]).toContain(found);
    // Whoever heard nothing asks the same again: it is done once, whenever it was done.
    expect(await next.intend(kind, input, intentId)).toMatchObject({ ok: true });
    await next.shows('appointments', (rows) =>
      rows.some((one) => one.id === appointmentId && one.status === status),
    );
  }
  using desk = await clinic.openDesk();
  await desk.shows('queueEntries', (rows) => rows.length > 0);
  expect(desk.rows('queueEntries')).toMatchObject([{ appointmentId, number: 1, state: 'done' }]);
  const taken = readSteps(visitAt(desk)?.steps ?? []).map((step) => step.status);
  expect(taken).toEqual(['arrived', 'checked-in', 'in-consult', 'completed']);
}, 600_000);
