import { sql } from 'kysely';

/**
 * When a visit `t` did what, by its steps, in SQL: one row, null for what was not noted. A table of
 * its own, so that the steps of a visit are read once, however often what they say is asked for.
 */
export const NOTED_STEPS = sql`
  select min(ms) filter (where what in ('arrived', 'checked-in')) as came_ms,
    min(ms) filter (where what = 'in-consult') as began_ms,
    min(ms) filter (where what = 'completed') as done_ms,
    max(ms) filter (where what = 'cancelled') as cancelled_ms
  from (select split_part(step, ' ', 1)::int8 as ms, split_part(step, ' ', 2) as what
    from unnest(t.steps) as step offset 0) noted`;
