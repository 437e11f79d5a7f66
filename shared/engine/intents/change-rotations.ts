import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Rotation } from '../../model/template.ts';
import { isDay, weekStart } from '../../time/day.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import { loadRotations } from '../queries/load-rotations.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentHandler } from './intent-context.ts';
import { refuseNamed, refuseOthers } from './refuse-named.ts';

/** Has weeks take turns under a name, or changes how. What was made of it stays as it is. */
export const saveRotation: IntentHandler<'save-rotation'> = async ({ tx, actor }, input) => {
  const { organisationId } = tx.book;
  const before = await loadRecord(tx, organisationId, 'rotation', input.id);
  const others = (await loadRotations(tx, organisationId)).filter(({ id }) => id !== input.id);
  const named = refuseNamed(actor, 'save-rotation', { before, input, others });
  if (!named.ok) return named;
  if (!isDay(input.anchorDay)) {
    return err({ kind: 'malformed', problems: [`${input.anchorDay} is no day`] });
  }
  const weeks = await refuseWeeks(tx, input.weeks);
  if (!weeks.ok) return weeks;
  // Unsaid, it stays whose it is.
  const doctorId = input.doctorId === undefined ? (before?.doctorId ?? null) : input.doctorId;
  if (doctorId !== null && !(await loadRecord(tx, organisationId, 'doctor', doctorId))) {
    return err({ kind: 'unknown-record', record: 'doctor', id: doctorId });
  }
  const anchorDay = weekStart(input.anchorDay);
  const rotation = { ...input, doctorId, anchorDay, version: input.version + 1, deleted: false };
  tx.put('rotation', rotation, before);
  return ok({ recordId: input.id, undoable: true });
};

/** Each is off, or a template of a week that there is; and somebody works some time. */
async function refuseWeeks(tx: WriteTx, weeks: Rotation['weeks']): Promise<Result<null, Refusal>> {
  const wanted = [...new Set(weeks.filter((id) => id !== null))];
  if (wanted.length === 0) return err({ kind: 'malformed', problems: ['every week is off'] });
  const templates = await loadRecords(tx, tx.book.organisationId, 'template', wanted);
  const usable = new Set(
    templates.filter((one) => !one.deleted && one.lengthDays === 7).map(({ id }) => id),
  );
  const missing = wanted.find((id) => !usable.has(id));
  return missing === undefined
    ? ok(null)
    : err({ kind: 'unknown-record', record: 'template of a week', id: missing });
}

export const removeRotation: IntentHandler<'remove-rotation'> = async ({ tx, actor }, input) => {
  const rotation = await loadRecord(tx, tx.book.organisationId, 'rotation', input.rotationId);
  if (!rotation || rotation.deleted) {
    return err({ kind: 'unknown-record', record: 'rotation', id: input.rotationId });
  }
  const access = refuseOthers(actor, 'remove-rotation', rotation);
  if (!access.ok) return access;
  tx.put('rotation', { ...rotation, deleted: true }, rotation);
  return ok({ recordId: rotation.id, undoable: true });
};
