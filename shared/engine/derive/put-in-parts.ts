import { sql } from 'kysely';
import { type DoctorTime, groupApart } from '../../domain/schedule/group-apart.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Interval } from '../../time/interval.ts';
import type { Put, WriteTx } from '../store/handles.ts';
import { noteReportChange } from '../store/note-report-change.ts';
import { PARTED_ROWS_MIN, rowsOfPart } from '../store/parts.ts';

const DAY_MS = 86_400_000;
/** A series is about all time of its doctor. */
const ALL_TIME: Interval = { startMs: -8.64e15, endMs: 8.64e15 };

/** How what is written is told of, where not by the pace of the transaction. */
interface Turns {
  /** Written in one go: fewer than are looked at together where their times stand in each other's way. */
  readonly atOnce: number;
  /** Told of how many were written; throws if it is not wanted any more. */
  readonly onDone: (rows: number) => Promise<void>;
}

const WHOLE: Turns = { atOnce: Number.POSITIVE_INFINITY, onDone: async () => undefined };

/**
 * Writes working time, or times off, and the sessions and slots that follow. Much of it goes in parts,
 * the time of some doctors or days after that of others, so that desks read on and book with whoever
 * is not concerned (store/parts.ts). `booked`: the time of those whose appointments follow; it is of the
 * last part, in which that can be looked at. Null if something was written already, with which all goes.
 */
export async function putInParts(
  tx: WriteTx,
  puts: readonly Put[],
  booked: readonly DoctorTime[] | null,
  turns: Turns = WHOLE,
): Promise<void> {
  const rows = puts.reduce((sum, put) => sum + rowsOf(put), 0);
  const isMuch = rows >= PARTED_ROWS_MIN && puts.every(isOfTime);
  const parts =
    isMuch && booked ? partsOf(puts, booked, rowsOfPart(rows)) : { apart: [], last: puts };
  if (parts.apart.length > 0) {
    const doctorIds = new Set(puts.flatMap(timesOf).map(({ doctorId }) => doctorId));
    await tx.parts.start([...doctorIds]);
  }
  const write = createWriting(tx, turns);
  const of = parts.apart.length + 1;
  for (const [done, some] of parts.apart.entries()) {
    tx.pace.share(done, of);
    await write(some);
    await tx.parts.end();
  }
  tx.pace.share(of - 1, of);
  // Sessions follow from their series at once, before anyone is given a time in them.
  await write(parts.last);
  if (parts.apart.length > 0) await noteReports(tx, puts);
}

function createWriting(tx: WriteTx, { atOnce, onDone }: Turns) {
  let done = 0;
  return async (puts: readonly Put[]): Promise<void> => {
    for (let from = 0; from < puts.length; from += atOnce) {
      const some = puts.slice(from, from + atOnce);
      for (const { kind, after, before } of some) tx.put(kind, after, before);
      await tx.flush();
      done += some.length;
      await onDone(done);
    }
  };
}

const KINDS = ['series', 'session', 'slot', 'timeOff'] as const;
type TimePut = Put<(typeof KINDS)[number]>;

const isOfTime = (put: Put): put is TimePut => (KINDS as readonly string[]).includes(put.kind);

/** What a part is measured by: a series has a session on most days within the horizon. */
const rowsOf = ({ kind }: Put): number => (kind === 'series' ? HORIZON_DAYS : 1);

interface PutParts {
  /** Each can be written without looking at the others. */
  readonly apart: readonly (readonly Put[])[];
  readonly last: readonly Put[];
}

function partsOf(puts: readonly Put[], booked: readonly DoctorTime[], atOnce: number): PutParts {
  const changes: readonly (Put | DoctorTime)[] = [...puts, ...booked];
  const groups = groupApart(changes, (one) => ('kind' in one ? timesOf(one) : [one]));
  const apart: Put[][] = [];
  const last: Put[] = [];
  let rows = atOnce;
  for (const group of groups) {
    const ofGroup = group.filter((one) => 'kind' in one);
    if (ofGroup.length < group.length) {
      last.push(...ofGroup);
      continue;
    }
    const more = ofGroup.reduce((sum, put) => sum + rowsOf(put), 0);
    if (rows + more > atOnce) {
      apart.push([]);
      rows = 0;
    }
    rows += more;
    apart.at(-1)?.push(...ofGroup);
  }
  // The last part has to be one anyhow: with nobody booked, it has what comes last.
  return last.length > 0
    ? { apart, last }
    : { apart: apart.slice(0, -1), last: apart.at(-1) ?? [] };
}

/** Whose time, and when, a change takes or gives. */
function timesOf(put: Put): readonly DoctorTime[] {
  if (!isOfTime(put)) return [];
  return [put.before, put.after].flatMap((body: TimePut['after'] | null) => {
    if (!body) return [];
    const { startMs, endMs } = 'startMs' in body ? body : ALL_TIME;
    const sharer = 'sharedWith' in body ? body.sharedWith : null;
    return [body.doctorId, ...(sharer ? [sharer] : [])].map((doctorId) => ({
      ...{ doctorId, startMs, endMs },
    }));
  });
}

/** What all of it makes stale of reports: each part alone would have touched the same row. */
async function noteReports(tx: WriteTx, puts: readonly Put[]): Promise<void> {
  const [absences, working] = [
    puts.filter(({ kind }) => kind === 'timeOff'),
    puts.filter(({ kind }) => kind !== 'timeOff'),
  ];
  for (const { branchId, ...span } of await loadWorkWithin(tx, absences)) {
    await noteReportChange(tx, branchId, span);
  }
  const branchIds = new Set(
    working.flatMap(({ before, after }) =>
      [before, after].flatMap((body) => (body && 'branchId' in body ? (body.branchId ?? []) : [])),
    ),
  );
  // What has begun of a series stays, and it is followed no further than the horizon.
  const ofSeries = { startMs: tx.nowMs, endMs: tx.nowMs + (HORIZON_DAYS + 1) * DAY_MS };
  const span = hullOf([ofSeries, ...timesKnown(working)]);
  for (const branchId of branchIds) if (span) await noteReportChange(tx, branchId, span);
}

const timesKnown = (puts: readonly Put[]): readonly Interval[] =>
  puts.flatMap(timesOf).filter(({ startMs }) => startMs > ALL_TIME.startMs);

const hullOf = (times: readonly Interval[]): Interval | null =>
  times.reduce<Interval | null>(
    (hull, { startMs, endMs }) =>
      hull === null
        ? { startMs, endMs }
        : { startMs: Math.min(hull.startMs, startMs), endMs: Math.max(hull.endMs, endMs) },
    null,
  );

/** Where doctors work while they are away: an absence takes time from nothing else. */
async function loadWorkWithin(
  tx: WriteTx,
  absences: readonly Put[],
): Promise<readonly (Interval & { readonly branchId: string })[]> {
  const times = absences.flatMap(timesOf);
  const hull = hullOf(times);
  if (hull === null) return [];
  const doctorIds = [...new Set(times.map(({ doctorId }) => doctorId))];
  const { rows } = await sql<Interval & { readonly branchId: string }>`
    select branch_id, min(start_ms) as start_ms, max(end_ms) as end_ms from session
    where organisation_id = ${tx.book.organisationId} and doctor_id = any (${doctorIds}::uuid[])
      and start_ms < ${hull.endMs} and end_ms > ${hull.startMs}
    group by branch_id`.execute(tx.kysely);
  return rows;
}
