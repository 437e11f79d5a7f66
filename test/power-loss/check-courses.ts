import type { ReadDb } from '../../shared/engine/store/handles.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import type { Asked } from './diary.ts';

/** Of visits that were asked for together, all are in the book or none is, acknowledged or not. */
export async function checkCourses(
  { kysely }: ReadDb,
  asked: readonly Asked[],
): Promise<readonly string[]> {
  const rows = await kysely
    .selectFrom('appointment')
    .select(['id', 'courseId'])
    .where('courseId', 'is not', null)
    .execute();
  const found = Map.groupBy(rows, ({ courseId }) => courseId);
  return asked.flatMap(({ intent, outcome }) => {
    if (intent.kind !== 'book-course') return [];
    const { courseId, visits } = intent.input as IntentInput<'book-course'>;
    const count = found.get(courseId)?.length ?? 0;
    const isWhole = count === visits.length || (count === 0 && !outcome?.ok);
    return isWhole ? [] : [`of the ${visits.length} visits of ${courseId} ${count} are there`];
  });
}
