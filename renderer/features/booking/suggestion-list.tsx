import './suggestions.css';
import { UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { HourUse, Suggestion } from '../../../shared/model/suggestion.ts';
import { hourWords, suggestionWords } from '../../words/suggestion-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';
import type { Suggested } from './use-suggestions.ts';

/** As many quiet hours as are named. */
const QUIET_SHOWN_MAX = 3;
const QUIET_PERCENT = 35;

/** The best times with why each is suggested; arrows go through them, and Enter takes one. */
export function SuggestionList(props: {
  readonly suggested: Suggested;
  readonly onChoose: (suggestion: Suggestion) => void;
}) {
  const { times, hours, isLooking } = props.suggested;
  const [marked, setMarked] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const hasTimes = times.length > 0;
  useEffect(() => {
    // Who chose the patient just now has nothing under the keys any more.
    if (hasTimes && document.activeElement === document.body) focusOn(list.current, 0);
  }, [hasTimes]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(marked + step, 0), times.length - 1);
    setMarked(next);
    focusOn(list.current, next);
  };
  return (
    <section className="suggestions" aria-label={words.suggested}>
      <p className="booking-hint">
        {hasTimes ? words.suggested : isLooking ? words.suggesting : words.noSuggestions}
      </p>
      <ul ref={list} onKeyDown={onKeyDown}>
        {times.map((time, i) => (
          <li key={`${time.sessionId} ${time.startMs}`}>
            <SuggestionButton
              time={time}
              isMarked={i === Math.min(marked, times.length - 1)}
              onFocus={() => setMarked(i)}
              onChoose={() => props.onChoose(time)}
            />
          </li>
        ))}
      </ul>
      <QuietHours hours={hours} />
    </section>
  );
}

const focusOn = (list: HTMLUListElement | null, no: number): void =>
  list?.querySelectorAll('button')[no]?.focus();

function SuggestionButton(props: {
  readonly time: Suggestion;
  readonly isMarked: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}) {
  const say = useSay();
  const { time } = props;
  return (
    <UnstyledButton
      className="suggestion"
      tabIndex={props.isMarked ? 0 : -1}
      onFocus={props.onFocus}
      onClick={props.onChoose}
    >
      <span>
        <b>{say.time(time.startMs)}</b> {say.day(time.startMs)} · {say.doctor(time.doctorId)}
      </span>
      <span className="suggestion-why">{suggestionWords(time, say)}</span>
    </UnstyledButton>
  );
}

/** How much of each hour of the next two weeks is booked, and which have the most room. */
function QuietHours({ hours }: { readonly hours: readonly HourUse[] }) {
  const quiet = hours
    .filter(({ percent }) => percent <= QUIET_PERCENT)
    .toSorted((a, b) => a.percent - b.percent)
    .slice(0, QUIET_SHOWN_MAX);
  if (quiet.length === 0) return null;
  const text = quiet.map(hourWords).join('; ');
  return (
    <div className="quiet-hours">
      <HourStrip hours={hours} />
      <p className="booking-hint">{words.quietHours(text)}</p>
    </div>
  );
}

/** One row for each weekday, one field for each hour: the darker, the more of it is booked. */
function HourStrip({ hours }: { readonly hours: readonly HourUse[] }) {
  const first = Math.min(...hours.map(({ hour }) => hour));
  return (
    <div className="hour-strip" aria-hidden="true">
      {hours.map((use) => (
        <i
          key={`${use.weekday} ${use.hour}`}
          title={hourWords(use)}
          style={{
            gridRow: use.weekday,
            gridColumn: use.hour - first + 1,
            opacity: 0.12 + (0.88 * use.percent) / 100,
          }}
        />
      ))}
    </div>
  );
}
