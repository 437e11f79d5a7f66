import { sql } from 'kysely';
import type { ReportBranch } from '../../model/report.ts';
import type { ReadDb } from '../store/handles.ts';

/**
 * Branches by name, each with how old what is known of it here may be: its own computer's book is
 * of now; of others, when central last heard them, but not later than central was heard. A branch
 * that has central has other branches' books elsewhere, but for those that are looked at there.
 */
export async function loadReportBranches(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
): Promise<readonly ReportBranch[]> {
  const { rows } = await sql<ReportBranch>`
    select b.id, b.name, b.time_zone,
      case when book.branch_id = b.id or (book.central_url is null and not book.is_central)
        then ${nowMs}::int8
        when book.is_central or p.heard_ms is null then p.heard_ms
        else least(p.heard_ms, book.last_heard_ms) end as as_of_ms,
      book.central_url is not null and book.branch_id is distinct from b.id
        and b.id <> all (book.branch_ids) as is_elsewhere
    from book
    join branch b on b.organisation_id = book.organisation_id
    left join lateral (select max(heard_ms) as heard_ms from peer p
      where p.organisation_id = book.organisation_id and p.kind = 'branch' and not p.retired
        and p.branch_id = b.id) p on true
    where book.organisation_id = ${organisationId}
    order by b.name, b.id`.execute(db.kysely);
  return rows;
}
