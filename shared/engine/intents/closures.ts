import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { dayEndMs, dayStartMs, isDay } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { settleOwnAbsences } from '../derive/settle-own-absences.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { IntentHandler } from './intent-context.ts';
import { lookAfterAffected } from './look-after-affected.ts';
import { tellingOf } from './time-off.ts';

/** Days on which a branch is closed. Whoever is booked then is looked after as with an absence. */
export const addClosure: IntentHandler<'add-closure'> = async ({ tx, actor }, input) => {
  const { branchId, days, affected } = input;
  const access = decideAccess(actor, 'add-closure', { branchId });
  if (!access.ok) return access;
  const branch = await loadRecord(tx, tx.book.organisationId, 'branch', branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  const zone = openTimeZone(branch.timeZone);
  if (!zone.ok) return err({ kind: 'unknown-time-zone', timeZone: branch.timeZone });
  const unknown = days.find(({ day }) => !isDay(day));
  if (unknown) return err({ kind: 'malformed', problems: [`${unknown.day} is no day`] });
  const times = days.map(({ day }) => ({
    startMs: dayStartMs(zone.value, day),
    endMs: dayEndMs(zone.value, day),
  }));
  const why = `Closed: ${days[0]?.name ?? ''}`;
  const whose = { doctorId: null, branchId };
  const ready = await lookAfterAffected(tx, { whose, times }, affected, why);
  if (!ready.ok) return ready;
  const told = tellingOf(input);
  for (const day of days) tx.put('closure', { ...day, branchId, ...told, deleted: false }, null);
  await settleOwnAbsences(
    tx,
    days.map(({ id }) => id),
  );
  return ok({ recordId: days[0]?.id ?? null, undoable: true });
};

/** The branch is open after all: whoever lost the time to the closure gets it back. */
export const removeClosure: IntentHandler<'remove-closure'> = async ({ tx, actor }, input) => {
  const closure = await loadRecord(tx, tx.book.organisationId, 'closure', input.closureId);
  if (!closure) return err({ kind: 'unknown-record', record: 'closure', id: input.closureId });
  const access = decideAccess(actor, 'remove-closure', closure);
  if (!access.ok) return access;
  tx.put('closure', { ...closure, deleted: true }, closure);
  await settleOwnAbsences(tx, [closure.id]);
  return ok({ recordId: closure.id, undoable: true });
};
