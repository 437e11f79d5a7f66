import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isDay } from '../../time/day.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';

/** Stores what was agreed with a doctor; refused: days and hours that are none, unknown branches. */
export async function saveAgreement(
  tx: WriteTx,
  doctorId: string,
  agreed: NonNullable<IntentInput<'save-doctor'>['agreement']>,
): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const { fromDay, untilDay, places } = agreed;
  const unknown = [fromDay, untilDay].find((day) => day !== null && !isDay(day));
  if (unknown) return err({ kind: 'malformed', problems: [`${unknown} is no day`] });
  if (fromDay !== null && untilDay !== null && untilDay < fromDay) {
    return err({ kind: 'empty-range' });
  }
  if (places.some(({ hours }) => hours.some(({ fromMin, untilMin }) => untilMin <= fromMin))) {
    return err({ kind: 'empty-range' });
  }
  const branchIds = places.map(({ branchId }) => branchId);
  const known = new Set(
    (await loadRecords(tx, organisationId, 'branch', branchIds)).map(({ id }) => id),
  );
  const strange = branchIds.find((id, at) => !known.has(id) || branchIds.indexOf(id) !== at);
  if (strange) return err({ kind: 'unknown-record', record: 'branch', id: strange });
  const id = derivedId(doctorId, 'agreement');
  const before = await loadRecord(tx, organisationId, 'agreement', id);
  tx.put('agreement', { id, doctorId, ...agreed }, before);
  return ok(null);
}
