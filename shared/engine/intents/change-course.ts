import { err, ok, type Result } from '../../core/result.ts';
import { gatherRefusals } from '../../domain/courses/gather-refusals.ts';
import { pickOfCourse } from '../../domain/courses/pick-of-course.ts';
import { shiftBetween, shiftVisit } from '../../domain/courses/shift-visit.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { CourseReach } from '../../model/course.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadCourse } from '../queries/load-course.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadZones } from '../queries/load-zones.ts';
import { cancelVisit, moveVisit } from './change-appointment.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';

/** Gives an appointment another time, and others of its course one as much earlier or later. */
export const move: IntentHandler<'move'> = async (context, { also, ...input }) => {
  if (!also) return moveVisit(context, input);
  const found = await loadMeant(context, input.appointmentId, also);
  if (!found.ok) return found;
  const { own, visits } = found.value;
  const zoneOf = await loadZones(context.tx, context.tx.book.organisationId);
  const zone = zoneOf(own.branchId);
  const shift = shiftBetween(zone, own.startMs, input.startMs);
  // Whoever goes first makes room for the next.
  const inTurn = input.startMs > own.startMs ? visits.toReversed() : visits;
  return forEach(context, inTurn, (visit) => {
    if (visit.id === own.id) return moveVisit(context, input);
    const time = shiftVisit(zone, visit, shift);
    const place = isBeside(visit, own) ? input : visit;
    const { branchId, doctorId } = place;
    const to = { ...time, branchId, doctorId, appointmentId: visit.id, seen: undefined };
    return moveVisit(context, { ...input, ...to });
  });
};

/** A visit goes to another doctor with the moved one only where it was with the same before. */
const isBeside = (visit: Appointment, own: Appointment): boolean =>
  visit.doctorId === own.doctorId && visit.branchId === own.branchId;

/** Takes an appointment out of the book, with the reason, and others of its course with it. */
export const cancel: IntentHandler<'cancel'> = async (context, { also, ...input }) => {
  if (!also) return cancelVisit(context, input);
  const found = await loadMeant(context, input.appointmentId, also);
  if (!found.ok) return found;
  const { own, visits } = found.value;
  return forEach(context, visits, ({ id }) =>
    cancelVisit(context, {
      ...{ ...input, appointmentId: id },
      seen: id === own.id ? input.seen : 'booked',
      seenTime: id === own.id ? input.seenTime : undefined,
    }),
  );
};

interface Meant {
  readonly own: Appointment;
  readonly visits: readonly Appointment[];
}

/** The visits that are meant, if they are those that the person was shown. */
async function loadMeant(
  { tx }: IntentContext,
  id: string,
  { reach, seen }: CourseReach,
): Promise<Result<Meant, Refusal>> {
  const { organisationId } = tx.book;
  const own = await loadRecord(tx, organisationId, 'appointment', id);
  if (!own) return err({ kind: 'unknown-record', record: 'appointment', id });
  const all = own.courseId ? await loadCourse(tx, organisationId, own.courseId) : [own];
  const visits = pickOfCourse(all, own, reach, tx.nowMs);
  const isSeen = visits.length === seen.length && visits.every((one) => seen.includes(one.id));
  return isSeen ? ok({ own, visits }) : err({ kind: 'course-changed', count: visits.length });
}

async function forEach(
  { tx, actor }: IntentContext,
  visits: readonly Appointment[],
  change: (visit: Appointment) => ReturnType<IntentHandler<'cancel'>>,
): ReturnType<IntentHandler<'cancel'>> {
  const refused: Extract<Refusal, { kind: 'course-refused' }>['visits'][number][] = [];
  for (const visit of visits) {
    const done = await change(visit);
    if (done.ok) {
      await tx.flush();
      continue;
    }
    const { branchId, doctorId, startMs, endMs } = visit;
    refused.push({ branchId, doctorId, startMs, endMs, refusal: done.error });
  }
  if (refused.length > 0) return err(gatherRefusals(refused, actor.role));
  return ok({ recordId: visits[0]?.id ?? null, undoable: true });
}
