import './attendance-strip.css';
import { IconCheck, IconClockX, IconMinus, IconX } from '@tabler/icons-react';

export interface AttendanceMark {
  readonly end: 'seen' | 'missed' | 'cancelled' | 'cancelled-late';
  /** At another branch. */
  readonly isElsewhere: boolean;
  /** What it says to whoever points at it or has it read out. */
  readonly title: string;
}

const SHAPES = {
  seen: IconCheck,
  missed: IconX,
  cancelled: IconMinus,
  'cancelled-late': IconClockX,
} as const;

/** How somebody attended, a mark for each visit, the newest last: each has a shape of its own. */
export function AttendanceStrip(props: {
  readonly label: string;
  /** The newest first. */
  readonly marks: readonly AttendanceMark[];
  readonly warning: string | null;
  readonly lines: readonly string[];
}) {
  const { label, marks, warning, lines } = props;
  return (
    <div className="attendance">
      {marks.length === 0 ? null : (
        <ol className="attendance-strip" aria-label={label}>
          {marks.toReversed().map(({ end, isElsewhere, title }, i) => {
            const Shape = SHAPES[end];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place in the row.
              <li key={i} data-end={end} data-elsewhere={isElsewhere} title={title}>
                <Shape size={14} role="img" aria-label={title} />
              </li>
            );
          })}
        </ol>
      )}
      {warning === null ? null : <p data-tone="warn">{warning}</p>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
