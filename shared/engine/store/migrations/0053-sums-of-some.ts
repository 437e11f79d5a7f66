/**
 * Sums of reports are kept of one doctor and of one service, too, as a text that is read at once; and
 * what reports count besides visits is found by its time, and by whether it counts at all.
 */
export const sumsOfSome = `
drop table report_sum;
create table report_sum (organisation_id uuid not null, branch_id uuid not null, whose text not null,
  period int4 not null, changes int8 not null, basis text not null, counted text not null,
  primary key (organisation_id, branch_id, whose, period));
create index queue_entry_joined on queue_entry (organisation_id, branch_id, joined_ms);
create index conflict_displaced on conflict (organisation_id, state, record_id)
  where kind = 'displaced';`;
