import { err, ok } from '../../core/result.ts';
import { gatherRefusals } from '../../domain/courses/gather-refusals.ts';
import type { Refusal } from '../../model/refusal.ts';
import { bookVisit, bookWithEither } from './book.ts';
import type { IntentHandler } from './intent-context.ts';

type Refused = Extract<Refusal, { kind: 'course-refused' }>['visits'];

/**
 * Books visits of one patient: all of them, or none, with every one that cannot be. Each is looked
 * at as if it were booked alone, after those before it.
 */
export const bookCourse: IntentHandler<'book-course'> = async (context, input) => {
  const { visits, courseId, newPatient, holdId, withEither, ...said } = input;
  const refused: Refused[number][] = [];
  let isKnown = newPatient === null;
  for (const [i, visit] of visits.entries()) {
    const one = {
      ...{ ...said, ...visit, overbookReason: null },
      holdId: i === 0 ? holdId : null,
      newPatient: isKnown ? null : newPatient,
    };
    const begun = { status: 'booked' as const, steps: [], courseId };
    const done = withEither
      ? await bookWithEither(context, one, begun)
      : await bookVisit(context, one, begun);
    if (!done.ok) {
      const { branchId, doctorId, startMs, endMs } = visit;
      refused.push({ branchId, doctorId, startMs, endMs, refusal: done.error });
      continue;
    }
    isKnown = true;
    // The next one is not to be given the same time, and rules count this one.
    await context.tx.flush();
  }
  if (refused.length > 0) return err(gatherRefusals(refused, context.actor.role));
  return ok({ recordId: visits[0]?.appointmentId ?? null, undoable: true });
};
