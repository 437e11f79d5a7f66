import { IconClockPause } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { words } from '../schedule-words.ts';

const SECOND_MS = 1000;

/** Seconds at which a screen reader hears how long a hold still lasts; each second would be noise. */
const SPOKEN_SECONDS = [60, 10];

/** Counts down to an instant, e.g. "4:12", and stands still at "0:00". */
export function Countdown(props: { readonly untilMs: number }) {
  const { untilMs } = props;
  const [leftSeconds, setLeftSeconds] = useState(() => secondsUntil(untilMs));
  useEffect(() => {
    const tick = (): void => setLeftSeconds(secondsUntil(untilMs));
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [untilMs]);
  const spoken = SPOKEN_SECONDS.includes(leftSeconds);
  return (
    <span className="card-countdown">
      <IconClockPause size={12} aria-hidden="true" />
      <span aria-hidden="true">{formatCountdown(leftSeconds)}</span>
      <span className="visually-hidden" role="status">
        {spoken ? words.releasedIn(formatCountdown(leftSeconds)) : ''}
      </span>
    </span>
  );
}

function secondsUntil(untilMs: number): number {
  return Math.max(0, Math.ceil((untilMs - Date.now()) / SECOND_MS));
}

/** Minutes and seconds, e.g. 252 as "4:12". */
export function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
