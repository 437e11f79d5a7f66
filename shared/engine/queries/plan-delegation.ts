import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { cutSessions, layPieces } from '../../domain/schedule/cut-sessions.ts';
import type { Appointment } from '../../model/appointment.ts';
import { DELEGATION_PIECES_MAX, DELEGATION_VISITS_MAX } from '../../model/choices.ts';
import type { DelegatedPiece, Delegation } from '../../model/delegation.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import { contains, overlaps } from '../../time/interval.ts';
import type { Put, ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { loadDelegatedVisits } from './load-delegated-visits.ts';
import { loadDoctorSessions } from './load-doctor-sessions.ts';
import { loadRecord, loadRecords } from './load-record.ts';
import { type Plan, putSession, type SessionPair } from './plan-series-change.ts';

/** What passing a doctor's time to another comes to. */
export interface DelegationPlan extends Plan {
  readonly pieces: readonly DelegatedPiece[];
  readonly made: readonly Session[];
  readonly visits: readonly Stored<Appointment>[];
  /** What this gives back; null unless it does. */
  readonly original: Stored<Delegation> | null;
}

interface At {
  readonly db: ReadDb;
  readonly organisationId: string;
  readonly nowMs: number;
  readonly homeReplica: string;
}

/**
 * Works out which sessions are cut or go, which the other doctor gets where there are none yet, and
 * who passes with them. Refused: no working time there, somebody booked in it and beyond it, more
 * than passes at once, or what is to be given back did not pass.
 */
export async function planDelegation(
  at: At,
  wish: Delegation,
): Promise<Result<DelegationPlan, Refusal>> {
  const taken = wish.backOf === null ? await takeOut(at, wish) : await takeBack(at, wish);
  if (!taken.ok) return taken;
  const { pairs, pieces, original } = taken.value;
  if (pieces.length === 0) return err({ kind: 'no-session-there' });
  const tooMany = pieces.length > DELEGATION_PIECES_MAX;
  if (tooMany) return err({ kind: 'too-many', what: 'sessions', max: DELEGATION_PIECES_MAX });
  const visits = await loadPassing(at, wish, taken.value);
  if (!visits.ok) return visits;
  const there = await sessionsOf(at, wish.toDoctorId, wish);
  const made = layPieces(
    pieces,
    there.filter(({ branchId }) => branchId === wish.branchId),
    { branchId: wish.branchId, doctorId: wish.toDoctorId, homeReplica: at.homeReplica },
    idOf(wish),
  );
  if (made.length > DELEGATION_PIECES_MAX) {
    return err({ kind: 'too-many', what: 'sessions', max: DELEGATION_PIECES_MAX });
  }
  const fresh = [...made, ...pairs.flatMap(({ besides }) => besides ?? [])];
  // One that was made before and taken back since comes again under its id.
  const known = new Map(
    (
      await loadRecords(
        at.db,
        at.organisationId,
        'session',
        fresh.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  const puts: Put[] = [
    ...pairs.map(({ before, after }) => putSession(after ?? { ...before, deleted: true }, before)),
    ...fresh.map((one) => putSession(one, known.get(one.id) ?? null)),
  ];
  return ok({ pairs, wanted: made, puts, pieces, made, visits: visits.value, original });
}

const idOf =
  ({ id }: Delegation) =>
  (startMs: number): string =>
    derivedId(id, String(startMs));

const sessionsOf = (
  { db, organisationId, nowMs }: At,
  doctorId: string,
  span: Pick<Delegation, 'startMs' | 'endMs'>,
): Promise<readonly Stored<Session>[]> =>
  loadDoctorSessions(db, organisationId, doctorId, { span, nowMs });

interface Taken {
  readonly pairs: readonly SessionPair[];
  readonly pieces: readonly DelegatedPiece[];
  readonly original: Stored<Delegation> | null;
}

async function takeOut(at: At, wish: Delegation): Promise<Result<Taken, Refusal>> {
  const sessions = await sessionsOf(at, wish.doctorId, wish);
  const here = sessions.filter(({ branchId }) => branchId === wish.branchId);
  const cuts = cutSessions(here, wish, idOf(wish));
  return ok({ pairs: cuts, pieces: cuts.map(({ piece }) => piece), original: null });
}

/** What the other doctor got goes, and what was given comes again. */
async function takeBack(at: At, wish: Delegation): Promise<Result<Taken, Refusal>> {
  const { db, organisationId } = at;
  const original = await loadRecord(db, organisationId, 'delegation', wish.backOf ?? '');
  const isOf =
    original?.state === 'done' &&
    original.doctorId === wish.toDoctorId &&
    original.toDoctorId === wish.doctorId &&
    original.startMs === wish.startMs &&
    original.endMs === wish.endMs;
  if (!isOf) return err({ kind: 'changed-since', what: 'delegation' });
  const made = await loadRecords(db, organisationId, 'session', original.madeIds);
  const pairs = made
    .filter(({ deleted, doctorId }) => !deleted && doctorId === wish.doctorId)
    .map((before) => ({ before, after: null }));
  return ok({ pairs, pieces: original.pieces, original });
}

/** Who passes: everyone in the time; of a doctor's own time, only who came with what is given back. */
async function loadPassing(
  { db, organisationId }: At,
  wish: Delegation,
  { pairs, pieces, original }: Taken,
): Promise<Result<readonly Stored<Appointment>[], Refusal>> {
  const max = DELEGATION_VISITS_MAX;
  const found = await loadDelegatedVisits(db, organisationId, wish, [wish], max + 1);
  const passing =
    original === null
      ? found.filter((visit) => pieces.some((piece) => overlaps(piece, visit)))
      : found.filter(
          (visit) =>
            original.visitIds.includes(visit.id) ||
            pairs.some(({ before }) => contains(before, visit)),
        );
  if (passing.length > max) return err({ kind: 'too-many', what: 'appointments', max });
  const cut = passing.find((visit) => !contains(wish, visit));
  return cut ? err({ kind: 'cuts-visit', startMs: cut.startMs, endMs: cut.endMs }) : ok(passing);
}
