import type { BufferedService } from '../../domain/rules/find-buffer-breach.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf } from '../store/record-kinds.ts';

const FIND = `select ${columnsOf(['id', 'name', 'beforeMin', 'afterMin'])} from service
  where organisation_id = $1 and (before_min > 0 or after_min > 0)`;

/** The services that want time free around them, still offered or not. */
export async function loadBufferedServices(
  { session }: ReadDb,
  organisationId: string,
): Promise<readonly BufferedService[]> {
  const { rows } = await session.query(FIND, [organisationId]);
  return rows as readonly BufferedService[];
}
