import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecords } from './load-record.ts';

/**
 * Whether working time can be for these services: the clinic has all of them, in use. One that it is
 * for already stays, whatever became of it.
 */
export async function refuseServices(
  db: ReadDb,
  organisationId: string,
  wanted: readonly string[],
  are: readonly string[] = [],
): Promise<Result<null, Refusal>> {
  const added = wanted.filter((id) => !are.includes(id));
  if (added.length === 0) return ok(null);
  const known = await loadRecords(db, organisationId, 'service', added);
  const inUse = new Set(known.filter(({ active }) => active).map(({ id }) => id));
  const missing = added.find((id) => !inUse.has(id));
  return missing === undefined
    ? ok(null)
    : err({ kind: 'unknown-record', record: 'service', id: missing });
}
