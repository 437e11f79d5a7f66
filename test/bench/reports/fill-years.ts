import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { ORGANISATION } from '../../support/engine.ts';

export interface Years {
  /** That of the test engine, without one. */
  readonly organisationId?: string;
  /** The first instant of the years, midnight at the branches; and how many days they have. */
  readonly fromMs: number;
  readonly days: number;
  readonly branchIds: readonly string[];
  readonly doctorsEach: number;
  readonly visitsADay: number;
  /**
   * The times of the steps are written, not reckoned from them, and what reports do not look up by is
   * not indexed: millions are there in a quarter of the time.
   */
  readonly isQuick?: boolean;
  /** Hears how many branches are done. */
  readonly onBranch?: (count: number) => void;
}

const DAY_MS = 86_400_000;
const SERVICE = '00000000-0000-7000-8000-00000000000';
/** One of the four services of the years. */
export const SOME_SERVICE = `${SERVICE}1`;

/**
 * Years of working time and appointments as bare rows, branch by branch: every doctor works eight
 * hours a day but for a break and, once in 40 days, a time off; and has so many visits of 15 minutes
 * of one of four services, most of them with all of their steps. Some walked in, some lost their time.
 */
export async function fillYears(connector: Connector, years: Years): Promise<void> {
  await connector.withSession(async (session) => {
    if (years.isQuick) await session.script(QUICKER);
    for (const [no, branchId] of years.branchIds.entries()) {
      await fillBranch(session, branchId, years);
      years.onBranch?.(no + 1);
    }
    await session.script(
      'analyze appointment; analyze session; analyze doctor; analyze queue_entry; analyze conflict; analyze time_off',
    );
  });
}

const STEP_TIMES = ['came_ms', 'began_ms', 'done_ms', 'cancelled_ms'];
const CAME = 'no % 19 > 0 and no % 13 > 0';
const GIVEN_TIMES = `, case when ${CAME} then at_ms - no % 30 * 60000 end, case when ${CAME} then at_ms end,
  case when ${CAME} then at_ms + 800000 + no % 9 * 60000 end,
  case when no % 19 > 0 and no % 13 = 0 then at_ms - no % 40 * 3600000::int8 end`;
const QUICKER = `alter table appointment ${STEP_TIMES.map(
  (name) => `alter column ${name} drop expression`,
).join(', ')};
  drop index appointment_patient, appointment_seq, session_seq`;

/** One of the doctors who worked in them. */
export async function someDoctor(connector: Connector): Promise<string> {
  const { rows } = await connector.withSession((session) =>
    session.query('select doctor_id from session limit 1', []),
  );
  return (rows[0] as { readonly doctor_id: string }).doctor_id;
}

async function fillBranch(
  session: Session,
  branchId: string,
  { fromMs, days, doctorsEach, visitsADay, isQuick = false, organisationId = ORGANISATION }: Years,
): Promise<void> {
  const org = `'${organisationId}'`;
  await session.query('begin', []);
  await session.query(`select set_config('daybook.writing', 'yes', true)`, []);
  // What was never counted is not kept, so nothing has to become stale.
  await session.query('set local session_replication_role = replica', []);
  await session.script(`
    create temp table worker as select gen_random_uuid() as doctor_id, n from generate_series(1, ${doctorsEach}) n;
    create temp table day as select gen_random_uuid() as id, w.*, d,
        ${fromMs} + d * ${DAY_MS}::int8 + 32400000 as start_ms
      from worker w, generate_series(0, ${days - 1}) d;
    create temp table visit as
      select gen_random_uuid() as visit_id, x.*, start_ms + (v + v / 16 * 2) * 900000::int8 as at_ms,
        ('${SERVICE}' || no % 4)::uuid as service_id
      from (select day.id, doctor_id, start_ms, v, (d * ${visitsADay} + v) * 7 + day.n as no
        from day, generate_series(0, ${visitsADay - 1}) v) x;
    insert into doctor (organisation_id, id, name, speciality, kind, active, seq)
      select ${org}, doctor_id, 'Dr. ' || n, 'ENT', 'full-time', true, 1 from worker;
    insert into session (organisation_id, id, branch_id, doctor_id, start_ms, end_ms, slot_min,
        capacity, tags, home_replica, deleted, breaks, seq)
      select ${org}, id, '${branchId}', doctor_id, start_ms, start_ms + 28800000, 15, 1, '{}',
        'salt-lake.1', false, jsonb_build_array(jsonb_build_object('name', 'Lunch',
          'startMs', start_ms + 14400000, 'endMs', start_ms + 16200000)), 1 from day;
    insert into time_off (organisation_id, id, doctor_id, start_ms, end_ms, kind, reason, deleted, seq)
      select ${org}, gen_random_uuid(), doctor_id, start_ms + 18000000, start_ms + 28800000, 'leave',
        'Away', false, 1 from day where (d + n) % 40 = 0;
    insert into appointment (organisation_id, id, branch_id, doctor_id, service_id, patient_id,
        session_id, start_ms, end_ms, status, note, emergency, told_by_phone, made_by, made_hlc,
        with_right, capacity, steps, seq ${isQuick ? `, ${STEP_TIMES.join(', ')}` : ''})
      select ${org}, visit_id, '${branchId}', doctor_id, service_id,
        lpad(to_hex(no % 20000), 32, '0')::uuid, id, at_ms, at_ms + 900000,
        case when no % 19 = 0 then 'no-show' when no % 13 = 0 then 'cancelled' else 'completed' end,
        '', false, false, 'salt-lake.1',
        case when no % 23 = 0 then at_ms else at_ms - no % 20 * ${DAY_MS}::int8 end * 1024, true, 1,
        case when no % 19 = 0 then '{}' when no % 13 = 0
          then array[at_ms - no % 40 * 3600000::int8 || ' cancelled Mita'] else array[
          (at_ms - no % 30 * 60000) || ' arrived Mita', at_ms || ' in-consult Mita',
          (at_ms + 800000 + no % 9 * 60000) || ' completed Mita'] end, 1
        ${isQuick ? GIVEN_TIMES : ''} from visit;
    insert into queue_entry (organisation_id, id, branch_id, doctor_id, service_id, patient_id,
        appointment_id, day, letter, number, priority, joined_ms, place_ms, state, by_name, at_ms,
        reason, room, deleted, seq)
      select ${org}, gen_random_uuid(), '${branchId}', doctor_id, service_id,
        lpad(to_hex(no % 20000), 32, '0')::uuid, visit_id, '2021-01-01', 'A', 1, 'normal',
        at_ms - 1200000, at_ms - 1200000, 'done', 'Mita', at_ms, '', '', false, 1
      from visit where no % 23 = 0;
    insert into conflict (organisation_id, id, kind, branch_id, doctor_id, record_id, reason, offers,
        lost, state, opened_at_ms, seq)
      select ${org}, gen_random_uuid(), 'displaced', '${branchId}', doctor_id, visit_id, 'overlap',
        '[]', '[]', case when no % 3 = 0 then 'open' else 'settled' end, at_ms, 1
      from visit where no % 101 = 0;
    drop table worker, day, visit`);
  await session.query('commit', []);
}
