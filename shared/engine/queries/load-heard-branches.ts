import { sql } from 'kysely';
import type { HeardBranch } from '../../model/work-breach.ts';
import type { ReadDb } from '../store/handles.ts';

/**
 * How old what is known here of the other branches of doctors may be: when central last heard each,
 * but not later than when central was last heard. The longest unheard comes first.
 */
export async function loadHeardBranches(
  db: ReadDb,
  organisationId: string,
  doctorIds: readonly string[],
): Promise<readonly HeardBranch[]> {
  const { rows } = await sql<HeardBranch>`
    select p.branch_id, case when book.is_central then max(p.heard_ms)
      else least(max(p.heard_ms), book.last_heard_ms) end as heard_ms
    from book
    join peer p on p.organisation_id = book.organisation_id and p.kind = 'branch' and not p.retired
      and p.branch_id is distinct from book.branch_id
    where book.organisation_id = ${organisationId}
      and exists (select 1 from doctor_branch d where d.organisation_id = book.organisation_id
        and d.doctor_id = any (${[...doctorIds]}::uuid[]) and d.branch_id = p.branch_id
        and not d.deleted)
    group by p.branch_id, book.is_central, book.last_heard_ms
    order by 2 nulls first, 1`.execute(db.kysely);
  return rows;
}
