import { decideAccess } from '../../domain/access/decide-access.ts';
import { decideTime } from '../../domain/appointments/decide-time.ts';
import type { CourseTime } from '../../model/course.ts';
import type { Patient } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../model/user.ts';
import { overlaps } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { findVisitBreaches } from './find-visit-breaches.ts';
import { type HouseRules, loadHouseRules } from './load-house-rules.ts';
import { loadTimeFacts } from './load-time-facts.ts';

/** Somebody who is nobody yet, and a visit that is not booked yet. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Who asks for times, and for whom. */
export interface Booker {
  readonly organisationId: string;
  readonly replica: string;
  readonly house: HouseRules;
  readonly actor: Actor;
  readonly nowMs: number;
  readonly wish: {
    readonly patientId: string | null;
    readonly newPatient: Pick<Patient, 'birthDate' | 'sex'> | null;
    readonly emergency: boolean;
    readonly holdId: string | null;
  };
}

export type ForService = CourseTime & { readonly serviceId: string };

/** Null where there is no book yet. */
export async function loadBooker(
  db: ReadDb,
  organisationId: string,
  wish: Booker['wish'],
  asking: Pick<Booker, 'actor' | 'nowMs'>,
): Promise<Booker | null> {
  const book = await db.kysely
    .selectFrom('book')
    .select('replica')
    .where('organisationId', '=', organisationId)
    .executeTakeFirst();
  if (!book) return null;
  const house = await loadHouseRules(db, organisationId);
  return { ...asking, organisationId, replica: book.replica, house, wish };
}

/**
 * Why somebody would not be given a time, if they asked for it now together with the times that are
 * `taken` for them already; null where they would, without a word. A day's limit is not looked at.
 */
export async function whyNotBooked(
  db: ReadDb,
  booker: Booker,
  time: ForService,
  taken: readonly ForService[],
): Promise<Refusal | null> {
  const { actor, nowMs, organisationId, replica, house, wish } = booker;
  const access = decideAccess(actor, 'book', { ...time, overbooks: false });
  if (!access.ok) return access.error;
  const own = taken.find((one) => overlaps(one, time));
  if (own) {
    const { branchId, startMs, endMs } = own;
    return { kind: 'time-taken', branchId, startMs, endMs, offers: [] };
  }
  const facts = await loadTimeFacts(db, organisationId, time);
  if (facts === null) return { kind: 'unknown-record', record: 'branch', id: time.branchId };
  const asked = { ...time, appointmentId: null, holdId: wish.holdId, overbook: false };
  const granted = decideTime(facts, asked, { nowMs, replica });
  if (!granted.ok) return granted.error;
  const { branchId, doctorId, serviceId, startMs, endMs } = time;
  const act = {
    ...{ act: 'book' as const, appointmentId: NOBODY, branchId, doctorId, serviceId },
    ...{ startMs, endMs, moves: 0, formerStartMs: null, emergency: wish.emergency },
  };
  const breaches = await findVisitBreaches(db, organisationId, act, {
    ...{ house, actor, nowMs },
    who: { patientId: wish.patientId ?? NOBODY, newPatient: wish.newPatient },
    planned: taken.map((one, i) => ({ ...one, id: String(i) })),
  });
  return breaches.length === 0 ? null : { kind: 'against-rules', breaches };
}
