import type { Connector } from '../../../shared/engine/store/session.ts';
import { CONSULTATION, ORGANISATION, PATIENT } from '../../support/engine.ts';

export interface Years {
  /** The first instant of the years, midnight at the branches; and how many days they have. */
  readonly fromMs: number;
  readonly days: number;
  readonly branchIds: readonly string[];
  readonly doctorsEach: number;
  readonly visitsADay: number;
}

/**
 * Years of working time and appointments as bare rows: every doctor of a branch works eight hours a
 * day, and has so many visits of 15 minutes, most of them with all of their steps.
 */
export async function fillYears(connector: Connector, years: Years): Promise<void> {
  const { fromMs, days, branchIds, doctorsEach, visitsADay } = years;
  const branches = `unnest('{${branchIds.join(',')}}'::uuid[])`;
  await connector.withSession(async (session) => {
    await session.query('begin', []);
    await session.query(`select set_config('daybook.writing', 'yes', true)`, []);
    await session.script(`
      create temp table worker as select b as branch_id, gen_random_uuid() as doctor_id
        from ${branches} b, generate_series(1, ${doctorsEach});
      create temp table day as select gen_random_uuid() as id, w.*, d,
          ${fromMs} + d * 86400000::int8 + 32400000 as start_ms
        from worker w, generate_series(0, ${days - 1}) d;
      insert into doctor (organisation_id, id, name, speciality, kind, active, seq)
        select '${ORGANISATION}', doctor_id, 'Dr', 'ENT', 'full-time', true, 1 from worker;
      insert into session (organisation_id, id, branch_id, doctor_id, start_ms, end_ms, slot_min,
          capacity, tags, home_replica, deleted, seq)
        select '${ORGANISATION}', id, branch_id, doctor_id, start_ms, start_ms + 28800000, 15, 1,
          '{}', 'salt-lake.1', false, 1 from day;
      insert into appointment (organisation_id, id, branch_id, doctor_id, service_id, patient_id,
          session_id, start_ms, end_ms, status, note, emergency, told_by_phone, made_by, made_hlc,
          with_right, capacity, steps, seq)
        select '${ORGANISATION}', gen_random_uuid(), branch_id, doctor_id, '${CONSULTATION}',
          '${PATIENT}', id, at_ms, at_ms + 900000,
          case when n % 19 = 0 then 'no-show' when n % 13 = 0 then 'cancelled' else 'completed' end,
          '', false, false, 'salt-lake.1', (at_ms - n % 20 * 86400000::int8) * 1024, true, 1,
          case when n % 19 = 0 or n % 13 = 0 then '{}' else array[
            (at_ms - n % 30 * 60000) || ' arrived Mita', at_ms || ' in-consult Mita',
            (at_ms + 800000 + n % 9 * 60000) || ' completed Mita'] end, 1
        from (select day.*, d * 7 + v as n, start_ms + v * 900000::int8 as at_ms
          from day, generate_series(0, ${visitsADay - 1}) v) x;
      drop table worker, day`);
    await session.query('commit', []);
    await session.script('analyze appointment; analyze session; analyze doctor');
  });
}
