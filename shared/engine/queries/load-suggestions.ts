import { decideAccess } from '../../domain/access/decide-access.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import { suggestTimes } from '../../domain/suggestions/suggest-times.ts';
import { createWouldBook, type WantedVisit } from '../../domain/suggestions/would-book.ts';
import { SUGGESTED_DAYS, SUGGESTIONS_MAX } from '../../model/choices.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Actor } from '../../model/user.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadFreeTimeFacts } from './load-free-time-facts.ts';
import { loadHouseRules } from './load-house-rules.ts';
import { loadRecord } from './load-record.ts';
import { loadRoomOfDays } from './load-room-of-days.ts';
import { loadRuledVisits } from './load-ruled-visits.ts';
import { loadVisitsOf, type Person } from './load-visits-of.ts';
import { loadZones } from './load-zones.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const NOTHING: Suggestions = { times: [], hours: [] };

/** What times are wanted for. */
export interface SuggestionsWish {
  /** null for any. */
  readonly branchId: string | null;
  readonly doctorId: string | null;
  readonly serviceId: string;
  /** null for somebody who is nobody yet. */
  readonly patientId: string | null;
  /** What is known of somebody new. */
  readonly newPatient: Person | null;
  /** The appointment that is to have another time; null for a new one. */
  readonly appointmentId: string | null;
  /** Of the stretch of days that is looked at; what is further away than a quarter is not. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly urgent: boolean;
}

/** The best times in a stretch of days that this person could book, with why each is. */
export async function loadSuggestions(
  db: ReadDb,
  organisationId: string,
  wish: SuggestionsWish,
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Promise<Suggestions> {
  const fromMs = Math.max(wish.fromMs, nowMs);
  const untilMs = Math.min(wish.untilMs, nowMs + SUGGESTED_DAYS * DAY_MS);
  const service = await loadRecord(db, organisationId, 'service', wish.serviceId);
  const wanted = await loadWanted(db, organisationId, wish);
  if (!service || !wanted || fromMs >= untilMs) return NOTHING;
  const span = { startMs: fromMs - DAY_MS, endMs: untilMs };
  const facts = await loadFreeTimeFacts(
    db,
    organisationId,
    { ...wish, fromMs: span.startMs, nowMs },
    untilMs,
  );
  const zoneOf = await loadZones(db, organisationId);
  const { rules, tags } = await loadHouseRules(db, organisationId);
  const { visits, prefers, ...patient } = await loadVisitsOf(db, organisationId, wish, span, nowMs);
  const doctorVisits = await loadRuledVisits(db, organisationId, rules, span, wish.doctorId);
  const hasRoom = await loadRoomOfDays(db, organisationId, fromMs, wanted.appointmentId);
  const would = createWouldBook(
    { rules, tags, patient, doctorVisits, zoneOf, hasRoom, ...tagged(facts) },
    wanted,
    nowMs,
  );
  const { minutes } = wanted;
  return suggestTimes(
    {
      ...{ ...facts, visits, prefers, zoneOf },
      minutesOf: (id) => {
        const usual = serviceMinutes(service, id);
        return usual === null ? null : (minutes ?? usual);
      },
      isBookable: (time) =>
        would(time) && decideAccess(actor, wanted.act, { ...time, overbooks: false }).ok,
    },
    { ...wish, ...{ fromMs, untilMs, nowMs, limit: SUGGESTIONS_MAX } },
  );
}

const tagged = ({ sessions, taggedSlots }: Awaited<ReturnType<typeof loadFreeTimeFacts>>) => ({
  sessions,
  taggedSlots,
});

/** Nobody's id: a visit that is not booked yet never counts. */
const NOT_BOOKED = '00000000-0000-0000-0000-000000000000';

type Wanted = WantedVisit & { readonly minutes: number | null };

async function loadWanted(
  db: ReadDb,
  organisationId: string,
  { appointmentId, serviceId }: SuggestionsWish,
): Promise<Wanted | null> {
  if (appointmentId === null) {
    const none = { moves: 0, formerStartMs: null, minutes: null };
    return { act: 'book', appointmentId: NOT_BOOKED, serviceId, ...none };
  }
  const found = await loadRecord(db, organisationId, 'appointment', appointmentId);
  if (!found) return null;
  const { startMs, endMs, moves } = found;
  const minutes = Math.max(5, Math.round((endMs - startMs) / MINUTE_MS));
  return { act: 'move', appointmentId, serviceId, moves, formerStartMs: startMs, minutes };
}
