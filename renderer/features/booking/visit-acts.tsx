import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { words } from './booking-words.ts';

const DAY_MS = 86_400_000;
/** From where each can be said. */
const ARRIVES = ['booked'];
const IS_MISSED = ['booked', 'arrived'];

/** What becomes of a visit besides its next step: they have come, or did not. */
export function VisitActs(props: {
  readonly appointment: DeskAppointment;
  readonly onDone: (answer: IntentAnswer) => void;
}) {
  const { intents } = useDesk();
  const { id: appointmentId, status: seen, startMs } = props.appointment;
  const hasBegun = useHasBegun(startMs);
  const act = (status: 'arrived' | 'no-show', label: string) => (
    <Button
      variant="subtle"
      size="compact-sm"
      onClick={() =>
        void intents.send('set-status', { appointmentId, status, seen }).then(props.onDone)
      }
    >
      {label}
    </Button>
  );
  return (
    <>
      {ARRIVES.includes(seen) ? act('arrived', words.hasArrived) : null}
      {IS_MISSED.includes(seen) && hasBegun ? act('no-show', words.didNotCome) : null}
    </>
  );
}

/** Nobody has missed what has not begun. */
function useHasBegun(startMs: number): boolean {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const waitMs = startMs - nowMs;
  useEffect(() => {
    if (waitMs <= 0 || waitMs > DAY_MS) return undefined;
    const timer = setTimeout(() => setNowMs(Date.now()), waitMs);
    return () => clearTimeout(timer);
  }, [waitMs]);
  return waitMs <= 0;
}
