import type { Affected } from '../../../shared/wire/desk/answers.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './working-time-words.ts';

/** The first of those who are booked somewhere, and how many more there are. */
export function BookedTable({ booked }: { readonly booked: Affected }) {
  const say = useSay();
  const more = booked.count - booked.first.length;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section className="working-time-affected" aria-label={words.bookedList} tabIndex={0}>
        <SimpleTable
          head={[words.when, words.patient, words.phone]}
          rows={booked.first.map((one) => ({
            id: one.appointmentId,
            cells: [say.span(one.startMs, one.endMs), one.patientName, one.patientPhone],
          }))}
        />
      </section>
      {more > 0 ? <p className="page-hint">{words.more(more)}</p> : null}
    </>
  );
}
