import { sql } from 'kysely';
import type { Interval } from '../../time/interval.ts';
import type { WriteTx } from './handles.ts';

const DAY_MS = 86_400_000;

/**
 * What was written in parts of a branch within `span` makes its sums of reports stale; days are those
 * of its clocks, and a session counts visits of the day before it and of that after it.
 */
export async function noteReportChange(
  tx: WriteTx,
  branchId: string,
  { startMs, endMs }: Interval,
): Promise<void> {
  await sql`
    insert into report_change as c (organisation_id, branch_id, period, changes)
    select ${tx.book.organisationId}::uuid, ${branchId}::uuid, p, 1
    from generate_series(daybook_period(${startMs - 3 * DAY_MS}::int8),
      daybook_period(${endMs + 2 * DAY_MS}::int8)) as p
    on conflict (organisation_id, branch_id, period)
      do update set changes = c.changes + 1`.execute(tx.kysely);
}
