import type { Session } from '../../shared/engine/store/session.ts';
import type { Draw } from '../../shared/sample/seeded-random.ts';
import type { TestEngine } from './engine.ts';
import { clinicId } from './random-clinics.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_MS = Date.UTC(2026, 2, 1);

type Alter = (draw: Draw) => string;

const oneOf = (table: string, draw: Draw): string =>
  `${table} where id = (select id from ${table} order by id
    offset floor(${draw.unit()} * (select count(*) from ${table}))::int limit 1)`;
const set = (table: string, draw: Draw, what: string): string =>
  `update ${oneOf(table, draw).replace(' where', ` set ${what} where`)}`;
const someBranch = (draw: Draw): string =>
  `'${clinicId(draw.pick(['kolkata', 'berlin', 'york']))}'`;
const later = (draw: Draw, hours: number): string => {
  const ms = Math.round((draw.unit() - 0.5) * hours) * HOUR_MS;
  return `start_ms = start_ms + ${ms}, end_ms = end_ms + ${ms}`;
};

const SOME_VISIT = '(select id from appointment order by id limit 1)';
/** At 23:00 in New York on the last day of four weeks, which by UTC is the first of the next. */
const LAST_EVENING_MS = Date.UTC(2026, 2, 9, 3);

/** A session of two days, of a doctor who has no other, and a visit of it so many hours after its end. */
function longWork(hours: number): string {
  const endMs = LAST_EVENING_MS + 2 * DAY_MS;
  const startMs = endMs + hours * HOUR_MS;
  return `with long as (update session set branch_id = '${clinicId('york')}', deleted = false,
      doctor_id = '${clinicId('d')}', start_ms = ${LAST_EVENING_MS}, end_ms = ${endMs}
    where id = (select id from session order by id limit 1) returning id, doctor_id)
    update appointment v set branch_id = '${clinicId('york')}', session_id = long.id,
      doctor_id = long.doctor_id, status = 'completed', superseded_by = null, assists_id = null,
      start_ms = ${startMs}, end_ms = ${startMs + HOUR_MS},
      steps = array['${startMs} in-consult R', '${startMs + 60_000} completed R']
    from long where v.id = ${SOME_VISIT}`;
}

/** What may happen to a row that a report is about, whoever writes it. */
export const ALTERATIONS: Readonly<Record<string, Alter>> = {
  'a visit comes to something else': (draw) =>
    set(
      'appointment',
      draw,
      `status = '${draw.pick(['booked', 'no-show', 'cancelled', 'completed', 'entered-in-error'])}',
       steps = array[start_ms || ' arrived R', start_ms + 240000 || ' in-consult R',
         end_ms + 960000 || ' completed R', start_ms - 7200000 || ' cancelled R']`,
    ),
  'a visit is of another day': (draw) => set('appointment', draw, later(draw, 1500)),
  'a visit is of another branch': (draw) =>
    set('appointment', draw, `branch_id = ${someBranch(draw)}`),
  'a visit leaves the book': (draw) => `delete from ${oneOf('appointment', draw)}`,
  'working time is moved': (draw) => set('session', draw, later(draw, 1000)),
  'working time has more places': (draw) => set('session', draw, 'capacity = capacity + 1'),
  'working time is taken away': (draw) => set('session', draw, 'deleted = not deleted'),
  'working time is of another branch': (draw) =>
    set('session', draw, `branch_id = ${someBranch(draw)}`),
  ...Object.fromEntries(
    [11, 23].flatMap((hours): [string, Alter][] => [
      [`two days of work as four weeks end, with a visit ${hours} h after`, () => longWork(hours)],
      [
        `the visit ${hours} h after takes longer`,
        () => `update appointment set steps = array[start_ms || ' in-consult R',
          end_ms + ${hours * HOUR_MS} || ' completed R'] where id = ${SOME_VISIT}`,
      ],
    ]),
  ),
  'a slot is closed or opened': (draw) =>
    set('slot', draw, `status = case status when 'available' then 'blocked' else 'available' end`),
  'a slot is no more': (draw) => `delete from ${oneOf('slot', draw)}`,
  'time off is of another day': (draw) => set('time_off', draw, later(draw, 1000)),
  'time off goes on for longer': (draw) =>
    set('time_off', draw, `end_ms = end_ms + ${20 * DAY_MS}`),
  'a closed day is another day': (draw) => {
    const day = new Date(FIRST_MS + Math.floor(draw.unit() * 45) * DAY_MS);
    return set('closure', draw, `day = '${day.toISOString().slice(0, 10)}', deleted = false`);
  },
  'a conflict is settled': (draw) =>
    set('conflict', draw, `kind = 'displaced', state = '${draw.pick(['open', 'settled-itself'])}'`),
  'a conflict is of another visit': (draw) =>
    set(
      'conflict',
      draw,
      `record_id = (select id from appointment order by id desc limit 1
        offset ${Math.floor(draw.unit() * 30)}), kind = 'displaced', state = 'open'`,
    ),
  'somebody in the queue leaves': (draw) =>
    set('queue_entry', draw, `state = 'left', appointment_id = null, deleted = false`),
  'somebody came on another day': (draw) =>
    set('queue_entry', draw, `joined_ms = joined_ms - ${Math.round(draw.unit() * 700) * HOUR_MS}`),
  'a walk-in is seen weeks after': (draw) =>
    `update appointment set moves = 0, status = '${draw.pick(['completed', 'no-show'])}',
       made_hlc = start_ms * 1024, start_ms = start_ms + ${30 * DAY_MS}, end_ms = end_ms + ${30 * DAY_MS}
     where id = (select appointment_id from queue_entry where appointment_id is not null
       order by id limit 1 offset ${Math.floor(draw.unit() * 5)})`,
  'a branch goes by another clock': (draw) =>
    set('branch', draw, `time_zone = '${draw.pick(['Asia/Tokyo', 'Europe/London'])}'`),
};

/** One statement in a transaction of its own, as if the store were the one that writes. */
export const alterBook = (engine: Pick<TestEngine, 'connector'>, statement: string) =>
  engine.connector.withSession(async (session: Session) => {
    await session.query('begin', []);
    await session.query(`select set_config('daybook.writing', 'yes', true)`, []);
    await session.query(statement, []);
    await session.query('commit', []);
  });
