import { deriveClaims } from '../engine/derive/derive-claims.ts';
import type { Engine } from '../engine/open-engine.ts';
import type { Cause, WriteTx } from '../engine/store/handles.ts';
import { insertBook } from '../engine/store/insert-book.ts';
import type { RecordKind, RecordShapes } from '../engine/store/kind-info.ts';
import type { Connector } from '../engine/store/session.ts';
import type { Appointment } from '../model/appointment.ts';
import type { Patient } from '../model/patient.ts';
import type { Series } from '../model/session.ts';
import { addDays, type DayKey, dayAt, daysFrom, weekStart } from '../time/day.ts';
import { overlaps } from '../time/interval.ts';
import { knownTimeZone, type TimeZone } from '../time/time-zone.ts';
import { createTurns } from './create-turns.ts';
import { generateAppointments } from './generate-appointments.ts';
import {
  generateHistory,
  HISTORY_WEEKS,
  isIdleHour,
  type SampleHistory,
} from './generate-history.ts';
import { generatePatients } from './generate-patients.ts';
import { generateSeries, generateTimeOff, sessionsOf } from './generate-schedule.ts';
import { generateWishes } from './generate-wishes.ts';
import { KEPT_TAG } from './kept-tag.ts';
import { SAMPLE_DOCTORS } from './sample-doctors.ts';
import { SAMPLE_ORGANISATION_ID, sampleId } from './sample-id.ts';
import {
  SAMPLE_BRANCHES,
  SAMPLE_NAME,
  SAMPLE_SERVICES,
  SAMPLE_TAGS,
  SAMPLE_TIME_ZONE,
} from './sample-places.ts';
import { SAMPLE_USERS } from './sample-users.ts';
import { createDraw, type Draw } from './seeded-random.ts';

/** Records written in one statement. */
const PUTS_AT_ONCE = 400;
/** Days after the sample's week that are booked already, though less. */
const DAYS_AHEAD = 14;
const FULLNESS_AHEAD = 0.45;

export interface SampleOptions {
  /** The day the sample is laid around; null is today, by the clinics' clocks. */
  readonly today: DayKey | null;
  /** A branch on its own, or a central server that branches then join. */
  readonly book: 'branch' | 'central';
  /** Of the password that all sample users share; only Node can make it. */
  readonly passwordHash: string;
}

/**
 * Writes the sample organisation, in one transaction: clinics, doctors, patients, a full week
 * around a day, a thinner one after it and what was before. Visits before this moment have happened. Gives the
 * administrator.
 */
export async function seedSample(
  engine: Engine,
  connector: Connector,
  options: SampleOptions,
): Promise<{ readonly organisationId: string; readonly userId: string }> {
  const organisationId = SAMPLE_ORGANISATION_ID;
  await insertBook(connector, { organisationId, isSample: true, ...BOOKS[options.book] });
  const zone = knownTimeZone(SAMPLE_TIME_ZONE);
  const today = options.today ?? dayAt(zone, engine.clock.nowMs());
  await engine.store.write(organisationId, CAUSE, async (tx) => {
    const draw = createDraw(`sample of ${today}`);
    await putPlaces(tx, options);
    const patients = generatePatients(draw, Number(today.slice(0, 4)));
    await putAll(tx, 'patient', patients);
    const begins = addDays(weekStart(today), -7 * (HISTORY_WEEKS + 1));
    const series = generateSeries(begins, tx.book.replica);
    await putAll(tx, 'series', series);
    tx.put('timeOff', generateTimeOff(zone, today), null);
    const ground = { zone, today, draw, patients, series };
    // At central every replica that joins would wait for it.
    const history = options.book === 'branch' ? historyOf(tx, ground) : NO_HISTORY;
    await putAll(tx, 'queueEntry', history.queue);
    const all = [...appointmentsOf(tx, ground), ...history.appointments];
    const appointments = all.filter((visit) => !isIdleHour(zone, visit));
    await putAll(tx, 'appointment', appointments);
    await deriveClaims(tx, appointments);
    await putAll(tx, 'wish', generateWishes(patients, appointments, tx.nowMs));
  });
  return { organisationId, userId: SAMPLE_USERS[0].id };
}

const BOOKS = {
  branch: {
    replica: 'salt-lake.1',
    kind: 'branch',
    name: SAMPLE_BRANCHES['salt-lake'].name,
    branchId: SAMPLE_BRANCHES['salt-lake'].id,
    doctorId: null,
    isCentral: false,
    centralUrl: null,
  },
  central: {
    replica: 'central',
    kind: 'central',
    name: 'Central',
    branchId: null,
    doctorId: null,
    isCentral: true,
    centralUrl: null,
  },
} as const;

const CAUSE: Cause = {
  intentId: null,
  intentKind: 'seed-sample',
  actorId: null,
  actorName: 'Daybook',
  role: 'admin',
  desk: 'set-up',
  source: 'set-up',
  reason: null,
};

async function putPlaces(tx: WriteTx, options: SampleOptions): Promise<void> {
  tx.put('organisation', { id: tx.book.organisationId, name: SAMPLE_NAME }, null);
  for (const branch of Object.values(SAMPLE_BRANCHES)) {
    const homeReplica = branch.id === tx.book.branchId ? tx.book.replica : null;
    tx.put('branch', { ...branch, homeReplica, givesWhenAsked: false }, null);
  }
  for (const service of Object.values(SAMPLE_SERVICES)) tx.put('service', service, null);
  for (const tag of SAMPLE_TAGS) tx.put('tag', tag, null);
  for (const { key, name, speciality, kind, blocks } of SAMPLE_DOCTORS) {
    const doctorId = sampleId(`doctor:${key}`);
    tx.put('doctor', { id: doctorId, name, speciality, kind, active: true }, null);
    for (const branch of new Set(blocks.map((block) => block.branch))) {
      const branchId = SAMPLE_BRANCHES[branch].id;
      const id = sampleId(`works:${key}:${branch}`);
      tx.put('doctorBranch', { id, doctorId, branchId, deleted: false }, null);
    }
  }
  const { passwordHash } = options;
  for (const user of SAMPLE_USERS) tx.put('appUser', { ...user, passwordHash }, null);
  await tx.flush();
}

async function putAll<K extends RecordKind>(
  tx: WriteTx,
  kind: K,
  records: readonly RecordShapes[K][],
): Promise<void> {
  for (let from = 0; from < records.length; from += PUTS_AT_ONCE) {
    for (const record of records.slice(from, from + PUTS_AT_ONCE)) tx.put(kind, record, null);
    await tx.flush();
  }
}

interface Ground {
  readonly zone: TimeZone;
  readonly today: DayKey;
  readonly draw: Draw;
  readonly patients: readonly Patient[];
  readonly series: readonly Series[];
}

const NO_HISTORY: SampleHistory = { appointments: [], queue: [] };

function historyOf(tx: WriteTx, { zone, today, patients, series }: Ground): SampleHistory {
  return generateHistory({
    ...{ zone, today, nowMs: tx.nowMs, madeBy: tx.book.replica, madeHlc: tx.book.hlc },
    // Of its own, so that the sample's week is the same with it and without.
    draw: createDraw(`history of ${today}`),
    nextPatient: createTurns(patients),
    sessionsOf: (doctor, days) =>
      sessionsOf(doctor, series, { zone, ...days }).filter(({ tags }) => !tags.includes(KEPT_TAG)),
  });
}

function appointmentsOf(tx: WriteTx, ground: Ground): readonly Appointment[] {
  const { zone, today, draw, series } = ground;
  const firstDay = weekStart(today);
  const lastDay = addDays(today, DAYS_AHEAD);
  const away = generateTimeOff(zone, today);
  const frame = {
    zone,
    draw,
    nowMs: tx.nowMs,
    madeBy: tx.book.replica,
    madeHlc: tx.book.hlc,
    nextPatient: createTurns(ground.patients),
  };
  return SAMPLE_DOCTORS.flatMap((doctor) =>
    sessionsOf(doctor, series, { zone, firstDay, lastDay })
      .filter((session) => session.doctorId !== away.doctorId || !overlaps(session, away))
      .filter(({ tags }) => !tags.includes(KEPT_TAG))
      .flatMap((session) => {
        const isThisWeek = daysFrom(firstDay, dayAt(zone, session.startMs)) < 7;
        const fullness = isThisWeek ? 1 : FULLNESS_AHEAD;
        return generateAppointments(doctor, session, { ...frame, fullness });
      }),
  );
}
