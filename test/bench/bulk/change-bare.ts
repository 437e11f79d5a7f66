import type { Connector } from '../../../shared/engine/store/session.ts';

/**
 * Gives every session of a book another slot length by the fewest statements: the rows, slots, marks
 * of what is unsent, rights and audit entry that the program writes, and nothing it looks at.
 * `oneByOne`: each session gets a version of its own, instead of its series.
 */
export const changeBare = (
  connector: Connector,
  slotMin: number,
  oneByOne: boolean,
): Promise<void> =>
  connector.withSession(async (session) => {
    const run = async (statements: readonly string[]): Promise<void> => {
      for (const statement of statements) await session.query(statement, []);
    };
    await run(['begin', "select set_config('daybook.writing', 'yes', true)"]);
    await run(oneByOne ? versioned('session', slotMin) : versioned('series', slotMin));
    if (!oneByOne) await run([`update session set slot_min = ${slotMin}, seq = seq + 1`]);
    await run([...slots(slotMin), ...audit(oneByOne ? 'session' : 'series')]);
    await session.query('commit', []);
  });

const versioned = (table: 'session' | 'series', slotMin: number): readonly string[] => [
  `insert into dirty (organisation_id, kind, id, counter, base_dot, base, trail)
   select organisation_id, '${table}', id, coalesce(dot_counter, 0) + 1,
     dot_replica || ':' || dot_counter, to_jsonb(t), '{}' from ${table} t
   on conflict (organisation_id, kind, id) do update set counter = excluded.counter`,
  `update ${table} set slot_min = ${slotMin}, dot_replica = 'salt-lake.1',
     dot_counter = coalesce(dot_counter, 0) + 1, seq = seq + 1,
     vector = jsonb_build_object('salt-lake.1', coalesce(dot_counter, 0) + 1)`,
  `insert into booking_right (organisation_id, id, branch_id, doctor_id, home_replica, for_dot,
     state, through_ms, refused_starts_ms, blocker_branch_id, seq)
   select organisation_id, id, branch_id, doctor_id, home_replica,
     dot_replica || ':' || dot_counter, 'confirmed', 0, '{}', null, seq from ${table}
   on conflict (organisation_id, id) do update set for_dot = excluded.for_dot, seq = excluded.seq`,
];

const slots = (slotMin: number): readonly string[] => [
  'delete from slot where dot_replica is null',
  `insert into slot (organisation_id, id, session_id, branch_id, doctor_id, start_ms, end_ms,
     status, tags, note, deleted, seq)
   select s.organisation_id, gen_random_uuid(), s.id, s.branch_id, s.doctor_id, at,
     at + ${slotMin * 60_000}, 'available', s.tags, '', false, s.seq
   from session s,
     generate_series(s.start_ms, s.end_ms - ${slotMin * 60_000}, ${slotMin * 60_000}) as at
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
