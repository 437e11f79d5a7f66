import { expect, test } from 'vitest';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { askAndKill, momentOf } from './ask-and-kill.ts';
import { openRunningClinic } from './running-clinic.ts';

interface Step {
  readonly asks: readonly [IntentKind, IntentInput<IntentKind>, string];
  /** What stands of the three visits. */
  readonly before: string;
  readonly after: string;
}

test('a host that is killed while it holds, cancels, clears a day or takes that back has done each whole or not at all, and once [DU6] [HD4] [AW2]', async () => {
  await using clinic = await openRunningClinic();
  const { doctorId, branchId } = clinic;
  const [first, second, third] = [clinic.booking(4), clinic.booking(6), clinic.booking(8)];
  {
    using desk = await clinic.openDesk();
    for (const booking of [first, second, third]) {
      expect(await desk.intend('book', booking)).toMatchObject({ ok: true });
    }
  }
  /** What became of the three, in their order: the status, or that the time is lost. */
  const standing = (desk: DeskClient): string =>
    [first, second, third]
      .map(({ appointmentId }) => {
        const visit = desk.rows('appointments').find(({ id }) => id === appointmentId);
        return visit?.verdict === 'displaced' ? 'displaced' : visit?.status;
      })
      .join(' ');
  const comesTo = (desk: DeskClient, wanted: readonly string[]) =>
    desk.shows('appointments', () => wanted.includes(standing(desk)));

  const holdId = crypto.randomUUID();
  const place = { branchId, doctorId, ...clinic.timeOf(10) };
  const holdIntent = ['hold', { ...place, holdId }, crypto.randomUUID()] as const;
  {
    using desk = await clinic.openDesk();
    await comesTo(desk, ['booked booked booked']);
    await askAndKill(clinic, desk, momentOf(0), holdIntent);
    using back = await clinic.openDesk();
    using other = await clinic.openDesk();
    // Whoever comes back holds what they held, or now; nobody else has it meanwhile.
    expect(await back.intend(...holdIntent)).toMatchObject({ ok: true });
    await other.shows('holds', (holds) => holds.some(({ id }) => id === holdId));
    const wish = { ...place, holdId: crypto.randomUUID() };
    expect(await other.intend('hold', wish)).toMatchObject({
      refusal: { kind: 'held-by-other', userName: 'Ruma Paul' },
    });
    expect(await back.intend('release-hold', { holdId })).toMatchObject({ ok: true });
    expect(await other.intend('hold', wish)).toMatchObject({ ok: true });
    await other.intend('release-hold', { holdId: wish.holdId });
  }

  const cancel = { appointmentId: first.appointmentId, reason: 'The patient called' };
  const timeOff = { id: crypto.randomUUID(), ...clinic.timeOf(0), endMs: clinic.timeOf(20).endMs };
  const away = { doctorId, kind: 'emergency' as const, reason: 'Ill', times: [timeOff] };
  const awayId = crypto.randomUUID();
  const steps: readonly Step[] = [
    {
      asks: ['cancel', cancel, crypto.randomUUID()],
      ...{ before: 'booked booked booked', after: 'cancelled booked booked' },
    },
    {
      asks: ['add-time-off', { ...away, affected: 'displace' }, awayId],
      ...{ before: 'cancelled booked booked', after: 'cancelled displaced displaced' },
    },
    {
      asks: ['undo', { intentId: awayId }, crypto.randomUUID()],
      ...{ before: 'cancelled displaced displaced', after: 'cancelled booked booked' },
    },
  ];
  for (const [i, { asks, before, after }] of steps.entries()) {
    using desk = await clinic.openDesk();
    await comesTo(desk, [before]);
    const acknowledged = await askAndKill(clinic, desk, momentOf(i + 1), asks);
    using next = await clinic.openDesk();
    await next.shows('appointments', (rows) => rows.length === 3);
    // All of a day that is cleared lost their time, or none.
    expect(acknowledged ? [after] : [before, after]).toContain(standing(next));
    // Whoever heard nothing asks the same again: it is done once, whenever it was done.
    expect(await next.intend(...asks)).toMatchObject({ ok: true });
    await comesTo(next, [after]);
  }
  using desk = await clinic.openDesk();
  await comesTo(desk, ['cancelled booked booked']);
  // The time of whoever called off is free, and the doctor is not away any more.
  expect(await desk.intend('book', { ...clinic.booking(4), branchId })).toMatchObject({ ok: true });
}, 600_000);
