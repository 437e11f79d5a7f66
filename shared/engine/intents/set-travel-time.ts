import { derivedId } from '../../core/ids.ts';
import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { asPair } from '../../domain/working-time/travel-minutes.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import type { IntentHandler } from './intent-context.ts';

/** How long it takes between two branches, or between any two that have no time of their own. */
export const setTravelTime: IntentHandler<'set-travel-time'> = async ({ tx, actor }, input) => {
  const access = decideAccess(actor, 'set-travel-time', {});
  if (!access.ok) return access;
  const { organisationId } = tx.book;
  const { between, minutes } = input;
  if (between && between[0] === between[1]) {
    return err({ kind: 'malformed', problems: ['two branches that are one'] });
  }
  const known = await loadRecords(tx, organisationId, 'branch', between ?? []);
  const unknown = between?.find((branchId) => !known.some(({ id }) => id === branchId));
  if (unknown) return err({ kind: 'unknown-record', record: 'branch', id: unknown });
  const [oneBranchId, otherBranchId] = between ? asPair(...between) : [null, null];
  const id = derivedId(organisationId, `travel ${oneBranchId} ${otherBranchId}`);
  const before = await loadRecord(tx, organisationId, 'travelTime', id);
  tx.put('travelTime', { id, oneBranchId, otherBranchId, minutes }, before);
  return ok({ recordId: id, undoable: false });
};
