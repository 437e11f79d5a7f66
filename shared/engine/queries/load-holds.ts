import { sql } from 'kysely';
import { HOLD_MIN } from '../../model/choices.ts';
import type { Actor } from '../../model/user.ts';
import type { ReadDb } from '../store/handles.ts';

/** For how many minutes a branch holds a time for whoever books it. */
export async function loadHoldMin(
  db: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<number> {
  const branch = await db.kysely
    .selectFrom('branch')
    .select('holdMin')
    .where('organisationId', '=', organisationId)
    .where('id', '=', branchId)
    .executeTakeFirst();
  return branch?.holdMin ?? HOLD_MIN;
}

export interface LeftHold {
  readonly id: string;
  /** For how many minutes its branch holds a time. */
  readonly holdMin: number;
  readonly actor: Actor;
}

/**
 * What was held for somebody's booking when the host ended; what is held for an offer from the
 * waitlist stays until its deadline, whoever sits at a desk.
 */
export async function loadLeftHolds(
  db: ReadDb,
  organisationId: string,
): Promise<readonly LeftHold[]> {
  const rows = await db.kysely
    .selectFrom('hold as h')
    .innerJoin('appUser as u', (join) =>
      join.onRef('u.organisationId', '=', 'h.organisationId').onRef('u.id', '=', 'h.userId'),
    )
    .innerJoin('branch as b', (join) =>
      join.onRef('b.organisationId', '=', 'h.organisationId').onRef('b.id', '=', 'h.branchId'),
    )
    .select(['h.id', 'h.userId', 'h.desk', 'b.holdMin'])
    .select(['u.name', 'u.role', 'u.doctorId', 'u.branchIds'])
    .where('h.organisationId', '=', organisationId)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('wish as w')
            .select('w.id')
            .whereRef('w.organisationId', '=', 'h.organisationId')
            .where(sql<boolean>`w.offer ->> 'id' = h.id::text`),
        ),
      ),
    )
    .execute();
  return rows.map(({ id, holdMin, ...actor }) => ({ id, holdMin, actor }));
}
