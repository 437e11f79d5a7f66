import { derivedId } from '../../core/ids.ts';
import {
  type Engaged,
  findAgreementBreaches,
  toBreach,
} from '../../domain/working-time/find-agreement-breaches.ts';
import { findRoomBreaches } from '../../domain/working-time/find-room-breaches.ts';
import { findTravelBreaches } from '../../domain/working-time/find-travel-breaches.ts';
import type { ZoneOf } from '../../domain/working-time/work-time.ts';
import { FOUND_DAYS, FOUND_MAX } from '../../model/choices.ts';
import type { FoundConflict, FoundConflicts, FoundSession } from '../../model/found-conflict.ts';
import type { WorkBreach } from '../../model/work-breach.ts';
import { dayAt } from '../../time/day.ts';
import { overlaps } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import type { NearBranches } from '../store/near-branches.ts';
import { countAppointments } from './count-appointments.ts';
import { loadEngaged } from './load-engaged.ts';
import { loadTravelMinutes } from './load-travel-minutes.ts';
import { type LookedAt, loadWorkToLookAt, type WorkToLookAt } from './load-work-to-look-at.ts';
import { loadZoneOf } from './load-zone-of.ts';

const DAY_MS = 86_400_000;

type Bare = Omit<FoundConflict, 'appointments'>;

/**
 * Looks at the working time of the next weeks for what cannot stay as it is, or hardly: what central
 * refused, too little time on the way, what goes against agreements, closed days and absences. What
 * was put away is left out, and so is what concerns a branch that somebody does not see. The earliest
 * first, and no more than a person can look through.
 */
export async function findConflicts(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
  near: NearBranches = null,
): Promise<FoundConflicts> {
  const span = { startMs: nowMs, endMs: nowMs + FOUND_DAYS * DAY_MS };
  const work = await loadWorkToLookAt(db, organisationId, span);
  const zoneOf = await loadZoneOf(db, organisationId);
  const minutesOf = await loadTravelMinutes(db, organisationId);
  const doctorIds = [...new Set(work.sessions.map(({ doctorId }) => doctorId))];
  const engaged = await loadEngaged(db, organisationId, doctorIds);
  const asked = work.sessions.filter((one) => overlaps(one, span));
  const inRooms = [...work.sessions, ...work.surgeries].filter(({ roomId }) => roomId !== null);
  const byPlace = new Map([...work.surgeries, ...work.sessions].map((one) => [placeOf(one), one]));
  const travel = findTravelBreaches(asked, work.sessions, minutesOf, zoneOf);
  const askedRooms = inRooms.filter((one) => overlaps(one, span));
  const clashes = findRoomBreaches(askedRooms, inRooms, work.rooms, zoneOf);
  const agreed = engaged.flatMap((one) => againstAgreement(one, work.sessions, asked, zoneOf));
  const all = [
    ...asked.flatMap(refused),
    ...travel.flatMap((breach) => ofBreach('travel', breach, byPlace)),
    ...agreed.flatMap((breach) => ofBreach('agreement', breach, byPlace)),
    ...clashes.flatMap((breach) => ofBreach('room', breach, byPlace)),
    ...closed(asked, work, zoneOf),
    ...away(asked, work),
  ];
  const put = await loadDismissed(db, organisationId, all);
  const open = all
    .filter(({ id }) => !put.has(id))
    .filter(({ sessions }) => near === null || sessions.every((one) => near.includes(one.branchId)))
    .toSorted((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
  const told = open.slice(0, FOUND_MAX);
  const counts = await countAppointments(
    db,
    organisationId,
    told.map(({ sessions }) => sessions),
  );
  return {
    found: told.map((one, at) => ({ ...one, appointments: counts[at] ?? 0 })),
    more: open.length - told.length,
  };
}

/** What tells one session from others of its doctor, but for copies of one that overlap. */
const placeOf = ({ doctorId, branchId, startMs }: LookedAt | WorkBreach): string =>
  `${doctorId} ${branchId} ${startMs}`;

const startOf = ({ sessions }: Bare): number => sessions[0]?.startMs ?? 0;

const bare = ({ id, branchId, doctorId, startMs, endMs, homeReplica }: LookedAt): FoundSession => ({
  ...{ id, branchId, doctorId, startMs, endMs, homeReplica },
});

/** The same as long as nothing of what it is about is another. */
const idOf = (what: string, sessions: readonly FoundSession[]): string => {
  const [first] = sessions;
  const when = sessions.map(({ id, startMs, endMs }) => `${id} ${startMs} ${endMs}`).join(' ');
  return derivedId(first?.id ?? '', `found ${what} ${when}`);
};

function refused(session: LookedAt): readonly Bare[] {
  if (session.refusedFor === null) return [];
  const sessions = [bare(session)];
  const about = session.refusedFor === '' ? null : session.refusedFor;
  const { doctorId } = session;
  const id = idOf('refused', sessions);
  return [{ id, kind: 'refused', doctorId, sessions, breach: null, about, canDismiss: false }];
}

function againstAgreement(
  engaged: Engaged,
  sessions: readonly LookedAt[],
  asked: readonly LookedAt[],
  zoneOf: ZoneOf,
): readonly WorkBreach[] {
  const isTheirs = ({ doctorId }: LookedAt): boolean => doctorId === engaged.doctor.id;
  const work = { zoneOf, asked: asked.filter(isTheirs), before: [] };
  const breaches = findAgreementBreaches(engaged, { ...work, after: sessions.filter(isTheirs) });
  if (engaged.doctor.kind !== 'locum') return breaches;
  const firsts = new Map<string, LookedAt>();
  for (const one of work.asked) {
    if (one.seriesId !== null && !firsts.has(one.seriesId)) firsts.set(one.seriesId, one);
  }
  const series = [...firsts.values()].map((one) =>
    toBreach('locum-series', one, { day: dayAt(zoneOf(one.branchId), one.startMs) }),
  );
  return [...breaches, ...series];
}

function ofBreach(
  kind: 'travel' | 'agreement' | 'room',
  breach: WorkBreach,
  byPlace: ReadonlyMap<string, LookedAt>,
): readonly Bare[] {
  const session = byPlace.get(placeOf(breach));
  if (!session) return [];
  const sessions = [bare(session)];
  const { doctorId, other, day, found, room = '' } = breach;
  const time = [other?.branchId, other?.startMs, other?.endMs];
  const what = [breach.kind, day, found, ...time, ...(room ? [room, other?.doctorId] : [])].join(
    ' ',
  );
  const canDismiss = breach.effect !== 'refuse';
  return [{ id: idOf(what, sessions), kind, doctorId, sessions, breach, about: null, canDismiss }];
}

/** A closed day, with all of a doctor that stands in it. */
function closed(
  asked: readonly LookedAt[],
  { closures }: WorkToLookAt,
  zoneOf: ZoneOf,
): readonly Bare[] {
  const nameOf = new Map(closures.map(({ branchId, day, name }) => [`${branchId} ${day}`, name]));
  const keyOf = ({ branchId, startMs }: LookedAt): string =>
    `${branchId} ${dayAt(zoneOf(branchId), startMs)}`;
  const inClosed = asked.filter((one) => nameOf.has(keyOf(one)));
  const groups = Map.groupBy(inClosed, (one) => `${keyOf(one)} ${one.doctorId}`);
  return [...groups.values()].flatMap((those) =>
    those.slice(0, 1).map((first) => absence('closed', those, nameOf.get(keyOf(first)) ?? '')),
  );
}

/** A doctor's absence, with all that stands in it. */
const away = (asked: readonly LookedAt[], { timesOff }: WorkToLookAt): readonly Bare[] =>
  timesOff.flatMap(({ doctorId, startMs, endMs, reason }) => {
    const those = asked.filter(
      (one) => one.doctorId === doctorId && overlaps(one, { startMs, endMs }),
    );
    return those.length === 0 ? [] : [absence('away', those, reason)];
  });

function absence(kind: 'closed' | 'away', those: readonly LookedAt[], about: string): Bare {
  const sessions = those.map(bare);
  const doctorId = sessions[0]?.doctorId ?? '';
  const id = idOf(kind, sessions);
  return { id, kind, doctorId, sessions, breach: null, about, canDismiss: true };
}

async function loadDismissed(
  { kysely }: ReadDb,
  organisationId: string,
  all: readonly Bare[],
): Promise<ReadonlySet<string>> {
  if (all.length === 0) return new Set();
  const rows = await kysely
    .selectFrom('conflict')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('kind', '=', 'found')
    .where('state', '=', 'dismissed')
    .execute();
  return new Set(rows.map(({ id }) => id));
}
