import type { Refusal } from '../../shared/model/refusal.ts';
import type { Wording } from './refusal-words.ts';

export type CourseRefusal = Extract<Refusal, { kind: 'course-refused' | 'course-changed' }>;

export const isOfCourse = (refusal: Refusal): refusal is CourseRefusal =>
  refusal.kind === 'course-refused' || refusal.kind === 'course-changed';

/** Of more the list is too long to be read; they are in the preview. */
const NAMED_MAX = 6;

/** Why visits that belong together were not booked, moved or cancelled; `words` says each "no". */
export function courseRefusalWords(
  refusal: CourseRefusal,
  say: Wording,
  words: (refusal: Refusal, say: Wording) => string,
): string {
  if (refusal.kind === 'course-changed') {
    return 'Other visits are ahead now than were shown. Close this and look again; nothing was changed.';
  }
  const named = refusal.visits
    .slice(0, NAMED_MAX)
    .map(
      (visit) =>
        `${say.day(visit.startMs)}, ${say.time(visit.startMs)}: ${words(visit.refusal, say)}`,
    );
  const more = refusal.visits.length - named.length;
  const rest = more > 0 ? ` And ${more} more.` : '';
  return `Nothing was done, for these cannot be: ${named.join(' ')}${rest}`;
}
