import { SimpleTable } from './simple-table.tsx';

/** Somebody who is booked, in words. */
export interface BookedPerson {
  readonly id: string;
  readonly when: string;
  readonly name: string;
  readonly phone: string | null;
}

/** The first of those whom a change is about, in a list that scrolls, and how many more there are. */
export function PeopleTable(props: {
  readonly people: readonly BookedPerson[];
  /** How many there are beside those. */
  readonly more: number;
  readonly words: {
    readonly list: string;
    readonly when: string;
    readonly patient: string;
    readonly phone: string;
    readonly more: (count: number) => string;
  };
}) {
  const { people, more, words } = props;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <section className="people-table" aria-label={words.list} tabIndex={0}>
        <SimpleTable
          head={[words.when, words.patient, words.phone]}
          rows={people.map(({ id, when, name, phone }) => ({ id, cells: [when, name, phone] }))}
        />
      </section>
      {more > 0 ? <p className="page-hint">{words.more(more)}</p> : null}
    </>
  );
}
