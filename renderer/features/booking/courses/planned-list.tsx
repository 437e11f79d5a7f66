import { Checkbox, UnstyledButton } from '@mantine/core';
import type { CourseTime, PlannedVisit } from '../../../../shared/model/course.ts';
import { refusalWords } from '../../../words/refusal-words.ts';
import { type Say, useSay } from '../../../words/use-say.ts';
import { words } from './course-words.ts';

/** What a person chose for visits, by when each was wanted; null leaves one out. */
export type Chosen = ReadonlyMap<number, CourseTime | null>;

/** The time that a visit will have; null where it has none, or is left out. */
export const timeOf = ({ wanted, found }: PlannedVisit, chosen: Chosen): CourseTime | null =>
  chosen.has(wanted.startMs) ? (chosen.get(wanted.startMs) ?? null) : found;

/** Each visit with its time, or why there is none and what could be taken instead. */
export function PlannedList(props: {
  readonly visits: readonly PlannedVisit[];
  readonly chosen: Chosen;
  readonly onChoose: (wantedMs: number, time: CourseTime | null | undefined) => void;
}) {
  const say = useSay();
  return (
    <ul className="planned" aria-label={words.title}>
      {props.visits.map((visit) => (
        <li key={visit.wanted.startMs}>
          <PlannedLine
            {...{ visit, say, chosen: props.chosen }}
            onChoose={(time) => props.onChoose(visit.wanted.startMs, time)}
          />
        </li>
      ))}
    </ul>
  );
}

function PlannedLine(props: {
  readonly visit: PlannedVisit;
  readonly chosen: Chosen;
  readonly say: Say;
  readonly onChoose: (time: CourseTime | null | undefined) => void;
}) {
  const { visit, chosen, say, onChoose } = props;
  const { wanted, why } = visit;
  const isLeftOut = chosen.get(wanted.startMs) === null;
  const time = timeOf(visit, chosen);
  return (
    <div className="planned-visit" data-state={isLeftOut ? 'out' : time ? 'ok' : 'open'}>
      <div className="planned-head">
        <b>{whenOf(time ?? wanted, say)}</b>
        <Checkbox
          size="xs"
          label={words.leaveOut}
          aria-label={words.leaveOutOf(say.day(wanted.startMs))}
          checked={isLeftOut}
          onChange={() => onChoose(isLeftOut ? undefined : null)}
        />
      </div>
      {isLeftOut ? null : <Why {...{ time, wanted, why, say }} />}
      {isLeftOut || visit.others.length === 0 ? null : (
        <div className="offer-chips">
          {visit.others.map((other) => (
            <UnstyledButton
              key={`${other.doctorId} ${other.startMs}`}
              className="offer-chip"
              aria-pressed={isSame(other, time)}
              onClick={() => onChoose(isSame(other, time) ? undefined : other)}
            >
              {whenOf(other, say)}
              {other.doctorId === wanted.doctorId ? '' : ` · ${say.doctor(other.doctorId)}`}
            </UnstyledButton>
          ))}
        </div>
      )}
    </div>
  );
}

const isSame = (a: CourseTime, b: CourseTime | null): boolean =>
  b !== null && a.startMs === b.startMs && a.doctorId === b.doctorId;

const whenOf = ({ startMs }: CourseTime, say: Say): string =>
  `${say.day(startMs)}, ${say.time(startMs)}`;

function Why(props: {
  readonly time: CourseTime | null;
  readonly wanted: CourseTime;
  readonly why: PlannedVisit['why'];
  readonly say: Say;
}) {
  const { time, wanted, why, say } = props;
  if (why === null) return null;
  const reason = refusalWords(why, say);
  if (time === null) return <p className="booking-hint">{`${words.none}. ${reason}`}</p>;
  if (isSame(time, wanted)) return <p className="booking-hint">{words.mind + reason}</p>;
  const doctor = time.doctorId === wanted.doctorId ? '' : `${say.doctor(time.doctorId)}, `;
  return (
    <p className="booking-hint">{`${doctor}${words.instead(whenOf(wanted, say))}: ${reason}`}</p>
  );
}
