const DAY_MS = 86_400_000;
const PERIOD_DAYS = 28;

/**
 * When a visit did what, by its steps. A step that does not read as one says nothing, so that none
 * keeps a record from being written.
 */
const STEP_TIMES = `
create function daybook_step_ms(steps text[], statuses text[], latest boolean) returns int8
language sql immutable parallel safe as $step$
  select case when latest then max(ms) else min(ms) end
  from (select split_part(step, ' ', 1)::int8 as ms from unnest(steps) as step
    where step ~ '^[0-9]{1,15} ' and split_part(step, ' ', 2) = any (statuses)) noted
$step$;
alter table appointment
${[
  ['came_ms', `'{arrived,checked-in}', false`],
  ['began_ms', `'{in-consult}', false`],
  ['done_ms', `'{completed}', false`],
  ['cancelled_ms', `'{cancelled}', true`],
]
  .map(
    ([name, what]) => `add column ${name} int8 generated always as
    (case when steps <> '{}' then daybook_step_ms(steps, ${what}) end) stored`,
  )
  .join(',\n')};`;

const COUNTS =
  `booked cancelled late_cancelled cancelled_unknown no_show arrived seen unsaid displaced
  taken_ms seen_ms capacity_ms leads lead_ms waits wait_ms sessions_known sessions_over over_ms
  walk_ins_served walk_ins_lost walk_ins_open`.split(/\s+/);

/**
 * What reports count of a branch in four weeks, a list for each count, and how often anything that
 * bears on it has changed: what was counted before the last change is counted anew when it is asked for.
 */
const SUMS = `
create table report_sum (organisation_id uuid not null, branch_id uuid not null, period int4 not null,
  changes int8 not null, basis text not null, by text[] not null, key text[] not null,
  ${COUNTS.map((name) => `${name} int8[] not null`).join(', ')},
  primary key (organisation_id, branch_id, period));
create table report_change (organisation_id uuid not null, branch_id uuid not null,
  period int4 not null, changes int8 not null,
  primary key (organisation_id, branch_id, period)) with (fillfactor = 50);
create function daybook_period(ms int8) returns int4 language sql immutable parallel safe as
  $period$ select ((greatest(ms, 0) / ${DAY_MS} + 3) / ${PERIOD_DAYS})::int4 $period$;`;

/** Reports look for the visits of a branch or a doctor in a time: whose one is stands in the index. */
const PLACES = `
drop index appointment_start;
create index appointment_start on appointment (organisation_id, start_ms, branch_id, doctor_id);`;

/** Rows of a table as branches and times of which reports say something else when they change. */
const BEARS_ON: Readonly<Record<string, (rows: string) => string>> = {
  appointment: (rows) => `select r.organisation_id, r.branch_id, r.start_ms, r.end_ms from ${rows} r
    union all select e.organisation_id, e.branch_id, e.joined_ms, e.joined_ms from ${rows} r
      join queue_entry e on e.organisation_id = r.organisation_id and e.appointment_id = r.id`,
  session: (rows) => `select organisation_id, branch_id, start_ms, end_ms from ${rows}`,
  slot: (rows) => `select s.organisation_id, s.branch_id, r.start_ms, r.end_ms from ${rows} r
    join session s on s.organisation_id = r.organisation_id and s.id = r.session_id
    where r.dot_replica is not null`,
  time_off: (rows) => `select b.organisation_id, b.id, r.start_ms, r.end_ms from ${rows} r
    join branch b on b.organisation_id = r.organisation_id`,
  conflict: (rows) => `select t.organisation_id, t.branch_id, t.start_ms, t.end_ms from ${rows} r
    join appointment t on t.organisation_id = r.organisation_id and t.id = r.record_id
    where r.kind = 'displaced'`,
  queue_entry: (rows) => `select organisation_id, branch_id, joined_ms, joined_ms from ${rows}`,
};

/**
 * Days are those of a branch's clocks, and a session counts visits of the day before it and of that
 * after it: what is some days beside a period may bear on it.
 */
const noteChange = (changed: string): string => `
  insert into report_change as c (organisation_id, branch_id, period, changes)
  select x.organisation_id, x.branch_id, p, 1
  from (${changed}) x (organisation_id, branch_id, start_ms, end_ms),
    generate_series(daybook_period(x.start_ms - ${3 * DAY_MS}),
      daybook_period(x.end_ms + ${2 * DAY_MS})) as p
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (organisation_id, branch_id, period) do update set changes = c.changes + 1;`;

const watch = ([table, changed]: [string, (rows: string) => string]): string => `
create function daybook_report_${table}() returns trigger language plpgsql as $watch$
begin
  if tg_op <> 'DELETE' then ${noteChange(changed('new_rows'))} end if;
  if tg_op <> 'INSERT' then ${noteChange(changed('old_rows'))} end if;
  return null;
end $watch$;
create trigger ${table}_report_insert after insert on ${table} referencing new table as new_rows
  for each statement execute function daybook_report_${table}();
create trigger ${table}_report_update after update on ${table}
  referencing old table as old_rows new table as new_rows
  for each statement execute function daybook_report_${table}();
create trigger ${table}_report_delete after delete on ${table} referencing old table as old_rows
  for each statement execute function daybook_report_${table}();`;

/** The times of a visit's steps as columns, and the sums of reports with what makes them stale. */
export const reportSums = [STEP_TIMES, PLACES, SUMS, ...Object.entries(BEARS_ON).map(watch)].join(
  '\n',
);
