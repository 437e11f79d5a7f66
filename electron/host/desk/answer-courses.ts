import { isNearActor } from '../../../shared/domain/access/is-near-actor.ts';
import { loadCourse } from '../../../shared/engine/queries/load-course.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import { planRepeat } from '../../../shared/engine/queries/plan-repeat.ts';
import { planVisits } from '../../../shared/engine/queries/plan-visits.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import type { CourseVisit } from '../../../shared/model/course.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

export type CourseAsk = Extract<Ask, { readonly kind: 'repeat' | 'plan-visits' | 'course' }>;

interface Asking {
  readonly actor: Actor;
  readonly nowMs: number;
}

/** What can be booked together, and what was; to people of the branch alone. */
export async function answerCourses(
  store: Store,
  organisationId: string,
  ask: CourseAsk,
  { actor, nowMs }: Asking,
): Promise<AnswerOf<CourseAsk>> {
  if (ask.kind === 'course') {
    return store.read((db) => visitsWith(db, organisationId, ask.appointmentId, actor));
  }
  if (!isNearActor(actor, ask.branchId)) return [];
  return ask.kind === 'repeat'
    ? planRepeat(store, organisationId, ask, { actor, nowMs })
    : planVisits(store, organisationId, ask, { actor, nowMs });
}

async function visitsWith(
  db: ReadDb,
  organisationId: string,
  appointmentId: string,
  actor: Actor,
): Promise<readonly CourseVisit[]> {
  const own = await loadRecord(db, organisationId, 'appointment', appointmentId);
  if (!own?.courseId || !isNearActor(actor, own.branchId)) return [];
  const visits = await loadCourse(db, organisationId, own.courseId);
  return visits.map(({ id, doctorId, serviceId, startMs, endMs, status }) => ({
    ...{ id, doctorId, serviceId, startMs, endMs, status },
  }));
}
