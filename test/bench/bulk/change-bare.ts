import type { Connector } from '../../../shared/engine/store/session.ts';

/** What every session is given: another slot length in minutes, or a time so much later. */
export type BareChange = { readonly slotMin: number } | { readonly laterMs: number };

/**
 * Changes every session of a book by the fewest statements: the rows, slots, marks of what is
 * unsent, rights and audit entry that the program writes, with whoever is booked where they move, and
 * nothing it looks at. `oneByOne`: each session gets a version of its own, instead of its series.
 */
export const changeBare = (
  connector: Connector,
  to: BareChange,
  oneByOne: boolean,
): Promise<void> =>
  connector.withSession(async (session) => {
    const run = async (statements: readonly string[]): Promise<void> => {
      for (const statement of statements) await session.query(statement, []);
    };
    await run(['begin', "select set_config('daybook.writing', 'yes', true)"]);
    await run(versioned(oneByOne ? 'session' : 'series', assignment(to)));
    if (!oneByOne) await run([`update session set ${assignment(to)}, seq = seq + 1`]);
    if ('laterMs' in to) await run(moveAlong(to));
    await run([...SLOTS, ...audit(oneByOne ? 'session' : 'series')]);
    await session.query('commit', []);
  });

const assignment = (to: BareChange): string =>
  'slotMin' in to
    ? `slot_min = ${to.slotMin}`
    : `start_ms = start_ms + ${to.laterMs}, end_ms = end_ms + ${to.laterMs}`;

const unsent = (table: string): string =>
  `insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)
   select organisation_id, '${table}', id, coalesce(dot_counter, 0) + 1,
     dot_replica || ':' || dot_counter, to_jsonb(t), '{}' from ${table} t
   on conflict (organisation_id, kind, id) do update set counter = excluded.counter`;

const rewritten = (table: string, set: string): string =>
  `update ${table} set ${set}, dot_replica = 'salt-lake.1',
     dot_counter = coalesce(dot_counter, 0) + 1, seq = seq + 1,
     vector = jsonb_build_object('salt-lake.1', coalesce(dot_counter, 0) + 1)`;

const moveAlong = (to: BareChange): readonly string[] => [
  unsent('appointment'),
  rewritten('appointment', assignment(to)),
  `update claim set ${assignment(to)}, seq = seq + 1`,
];

const versioned = (table: 'session' | 'series', set: string): readonly string[] => [
  unsent(table),
  rewritten(table, set),
  `insert into booking_right (organisation_id, id, branch_id, doctor_id, home_replica, for_dot,
     state, through_ms, refused_starts_ms, blocker_branch_id, seq)
   select organisation_id, id, branch_id, doctor_id, home_replica,
     dot_replica || ':' || dot_counter, 'confirmed', 0, '{}', null, seq from ${table}
   on conflict (organisation_id, id) do update set for_dot = excluded.for_dot, seq = excluded.seq`,
];

const SLOTS: readonly string[] = [
  'delete from slot where dot_replica is null',
  `insert into slot (organisation_id, id, session_id, branch_id, doctor_id, start_ms, end_ms,
     status, tags, note, deleted, seq)
   select s.organisation_id, gen_random_uuid(), s.id, s.branch_id, s.doctor_id, at,
     at + s.slot_min * 60000, 'available', s.tags, '', false, s.seq
   from session s,
     generate_series(s.start_ms, s.end_ms - s.slot_min * 60000, s.slot_min * 60000) as at
   where not s.deleted`,
];

const audit = (table: 'session' | 'series'): readonly string[] => [
  `update book set audit_no = audit_no + 1, counter = counter + 1000, seq = seq + 1000`,
  `insert into audit (organisation_id, replica, no, at_ms, hlc, intent_kind, actor_name, role, desk,
     source, record_ids, changes, previous_hash, hash)
   select b.organisation_id, b.replica, b.audit_no, 0, b.hlc, 'bare', '', '', '', 'screen',
     array(select id from ${table}),
     (select jsonb_agg(jsonb_build_object('before', to_jsonb(t))) from ${table} t), '', ''
   from book b`,
];
