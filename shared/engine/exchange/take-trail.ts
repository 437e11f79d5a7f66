import { derivedId } from '../../core/ids.ts';
import type { Reach } from '../../wire/exchange/reach.ts';
import type { TrailPassage } from '../../wire/exchange/trail-passage.ts';
import { loadAlertRule, putAlert } from '../alerts/put-alert.ts';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';
import { type KeptTrail, keepTrail } from './keep-trail.ts';

/** Keeps what a replica handed over of its trail, and tells of one that does not go on as it did. */
export async function takeTrail(
  tx: WriteTx,
  device: DeviceTable,
  passage: TrailPassage,
  reach: Reach | null,
): Promise<KeptTrail> {
  // A frame that others carried, or that was long on its way, may have been overtaken by newer ones.
  const isLatest = reach?.mark?.exchange === device.exchanges;
  const kept = await keepTrail(tx, device.replica, { ...passage, isLatest });
  if (kept.problems.length === 0) return kept;
  const rule = await loadAlertRule(tx, tx.book.organisationId, 'trail-altered');
  if (!rule.isOn) return kept;
  await putAlert(tx, {
    ...{ kind: 'trail-altered', branchId: device.branchId, day: null, byName: null, reason: null },
    ...{ subjectId: derivedId(tx.book.organisationId, `device ${device.replica}`) },
    ...{ subjectName: device.name, amount: kept.problems.length },
  });
  return kept;
}
