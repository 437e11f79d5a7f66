const DAY_MS = 86_400_000;

/**
 * An absence bears on reports where its doctor works in it, whatever it lasts: it takes time from
 * those sessions alone, and one for good is a hundred years long at each branch.
 */
const noteChange = (rows: string): string => `
  insert into report_change as c (organisation_id, branch_id, period, changes)
  select s.organisation_id, s.branch_id, p, 1
  from ${rows} r join session s on s.organisation_id = r.organisation_id
      and s.doctor_id = r.doctor_id and s.start_ms < r.end_ms and s.end_ms > r.start_ms,
    generate_series(daybook_period(s.start_ms - ${3 * DAY_MS}),
      daybook_period(s.end_ms + ${2 * DAY_MS})) as p
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (organisation_id, branch_id, period) do update set changes = c.changes + 1;`;

/** What absences make stale of the sums of reports. */
export const absenceSums = `
create or replace function daybook_report_time_off() returns trigger language plpgsql as $watch$
begin
  if tg_op <> 'DELETE' then ${noteChange('new_rows')} end if;
  if tg_op <> 'INSERT' then ${noteChange('old_rows')} end if;
  return null;
end $watch$;`;
