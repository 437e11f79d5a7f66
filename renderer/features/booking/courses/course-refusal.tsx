import { Notice } from '../../../ui/notice.tsx';
import { refusalWords } from '../../../words/refusal-words.ts';
import { useSay } from '../../../words/use-say.ts';
import { QuotaNotice } from '../quota-notice.tsx';
import { RuleNotice } from '../rule-notice.tsx';
import type { BookedVisit, useBookCourse } from './use-book-course.ts';

/** Why none of the visits was booked, with the way past it where there is one. */
export function CourseRefusal(props: {
  readonly course: ReturnType<typeof useBookCourse>;
  readonly visits: readonly BookedVisit[];
}) {
  const { course, visits } = props;
  const { refusal } = course;
  const say = useSay();
  if (refusal === null) return null;
  if (refusal.kind === 'against-rules') {
    return (
      <RuleNotice
        breaches={refusal.breaches}
        onAccept={(accepts) => void course.book(visits, { accepts })}
      />
    );
  }
  if (refusal.kind === 'over-quota') {
    return (
      <QuotaNotice
        refusal={refusal}
        onAccept={(overQuotaReason) => void course.book(visits, { overQuotaReason })}
      />
    );
  }
  return <Notice tone="warn" title={refusalWords(refusal, say)} />;
}
