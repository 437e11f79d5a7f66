import { IconFlag3 } from '@tabler/icons-react';

/** What tells the weeks of a rotation apart; the colours of trouble come last. */
const WEEK_HUES = ['blue', 'violet', 'teal', 'amber', 'green', 'pink', 'grey', 'red'] as const;

/** One week of the calendar as a turn of a rotation, in the words of whoever shows it. */
export function TurnWeek(props: {
  /** Which week of the rotation, from 0. */
  readonly index: number;
  readonly isOff: boolean;
  /** It is the week that the others are counted from. */
  readonly isAnchor: boolean;
  /** All of it in a sentence. */
  readonly title: string;
  /** What stands there in short: the day on which it begins may be left out. */
  readonly day: string | null;
  readonly no: string;
  readonly what: string;
}) {
  const { day, no, what } = props;
  return (
    <li
      className="turn-week"
      data-hue={props.isOff ? undefined : WEEK_HUES[props.index]}
      title={props.title}
    >
      <span className="visually-hidden">{props.title}</span>
      <span aria-hidden="true">
        {props.isAnchor ? <IconFlag3 size={11} /> : null} {day === null ? null : <b>{day}</b>} {no}{' '}
        {what}
      </span>
    </li>
  );
}
