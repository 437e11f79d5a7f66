/**
 * Sums of reports are kept of single days, too, and what makes them stale is noted by weeks: a
 * change of today leaves alone what was counted of the weeks before.
 */
export const daySums = `
drop table report_sum;
create table report_sum (organisation_id uuid not null, branch_id uuid not null, whose text not null,
  days int4 not null, first_day int4 not null, changes int8 not null, basis text not null,
  counted text not null,
  primary key (organisation_id, branch_id, whose, days, first_day));
truncate report_change;
create or replace function daybook_period(ms int8) returns int4 language sql immutable parallel safe as
  $period$ select ((greatest(ms, 0) / 86400000 + 3) / 7)::int4 $period$;`;
