import { type LineActs, QueueLineRow } from './queue-line-row.tsx';
import { words } from './queue-words.ts';
import type { QueueLine } from './use-queue.ts';

/** Those of one group, under its name. */
export function QueueTable(
  props: LineActs & {
    readonly title: string;
    readonly lines: readonly QueueLine[];
    readonly nowMs: number;
    readonly starts: ReadonlyMap<string, number | null>;
  },
) {
  const { title, lines, starts, ...rest } = props;
  if (lines.length === 0) return null;
  return (
    <table className="table-plain queue-table" aria-label={title}>
      <caption>
        {title} <span>{lines.length}</span>
      </caption>
      <thead className="visually-hidden">
        <tr>
          {[words.ticket, words.patient, words.doctor, words.waits, words.next].map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <QueueLineRow key={line.id} line={line} startMs={starts.get(line.id)} {...rest} />
        ))}
      </tbody>
    </table>
  );
}
