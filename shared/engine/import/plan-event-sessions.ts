import type { CalendarItem } from '../../domain/calendar/generate-items.ts';
import { isSaidForAny, knownServices } from '../../domain/import/read-services.ts';
import { idOf } from '../../domain/import/resolve-visit.ts';
import { decideBreaks } from '../../domain/schedule/decide-breaks.ts';
import type { Session, SessionBreak } from '../../model/session.ts';
import type { ImportProblem } from '../../wire/desk/import.ts';
import { loadDoctorsAt } from '../queries/load-doctors-at.ts';
import { loadRoomsAt } from '../queries/load-rooms-at.ts';
import { loadServicesInUse } from '../queries/load-services-in-use.ts';
import type { ReadDb } from '../store/handles.ts';
import type { CalendarPut } from './calendar-put.ts';
import { importedItemId } from './imported-ids.ts';
import type { CalendarWish } from './plan-calendar.ts';
import { planSessions, type SessionPlan, toldOf } from './plan-sessions.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The doctor works while an event is on. */
export async function planEventSessions(
  db: ReadDb,
  organisationId: string,
  wish: CalendarWish,
  gone: readonly CalendarPut['after'][],
): Promise<SessionPlan> {
  const notes: ImportProblem[] = [];
  const { branchId, doctorId, slotMin } = wish.mapping;
  const doctors = wish.items.some(({ sharedWith }) => sharedWith !== '')
    ? await loadDoctorsAt(db, organisationId, branchId)
    : [];
  const services = wish.items.some((item) => item.services.length > 0)
    ? await loadServicesInUse(db, organisationId)
    : [];
  const rooms = wish.items.some(({ own }) => own.room !== '')
    ? await loadRoomsAt(db, organisationId, branchId)
    : [];
  const sharerOf = ({ sharedWith }: CalendarItem): string | null => {
    const id = sharedWith === '' ? null : idOf(sharedWith, doctors);
    return id === doctorId ? null : id;
  };
  const wanted = wish.items
    .filter((item) => fits(item, item.own.slotMin ?? slotMin, notes))
    .map((item) => {
      const named = item.services.map((name) => ({ key: '', name }));
      const session = {
        ...toSession(organisationId, wish, item, sharerOf(item)),
        roomId: item.own.room === '' ? null : idOf(item.own.room, rooms),
        serviceIds: knownServices(named, services, wish.mapping.services),
      };
      const isForAny = isSaidForAny(named, services, wish.mapping.services);
      return { ...item, session, isForAny };
    });
  const scope = { ...wish, doctorId };
  const plan = await planSessions(db, organisationId, scope, wanted, gone);
  return { puts: plan.puts, notes: [...notes, ...plan.notes] };
}

/** Whether an event can be working time; if not, why is added to the notes. */
function fits(item: CalendarItem, slotMin: number, notes: ImportProblem[]): boolean {
  const length = item.endMs - item.startMs;
  const kind = item.isWholeDay
    ? 'whole-day'
    : length > DAY_MS
      ? 'too-long'
      : length < slotMin * MINUTE_MS
        ? 'no-length'
        : item.startMs % MINUTE_MS !== 0 || item.endMs % MINUTE_MS !== 0
          ? 'impossible-time'
          : null;
  if (kind !== null) notes.push({ ...toldOf(item), kind });
  return kind === null;
}

/** Those of the event that a session can have; others are no breaks of it. */
function breaksOf({ startMs, endMs, breaks }: CalendarItem): SessionBreak[] {
  const wanted = breaks.map(({ name, afterMs, ms }) => {
    return { name, startMs: startMs + afterMs, endMs: startMs + afterMs + ms };
  });
  const inOrder = wanted.toSorted((a, b) => a.startMs - b.startMs);
  return decideBreaks({ startMs, endMs }, inOrder).ok ? inOrder : [];
}

const toSession = (
  organisationId: string,
  { mapping, homeReplica }: CalendarWish,
  item: CalendarItem,
  sharedWith: string | null,
): Omit<Session, 'serviceIds' | 'roomId'> => ({
  id: importedItemId(organisationId, mapping.doctorId, item),
  ...{ branchId: mapping.branchId, doctorId: mapping.doctorId, seriesId: null },
  ...{ startMs: item.startMs, endMs: item.endMs },
  ...{ slotMin: item.own.slotMin ?? mapping.slotMin, capacity: item.own.capacity ?? 1 },
  ...{
    tags: [...item.tags],
    breaks: breaksOf(item),
    sharedWith,
    homeReplica,
    deleted: false,
  },
});
