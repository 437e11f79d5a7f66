import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useIsBooking } from '../../state/under-way-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './booking-words.ts';
import type { HoldState } from './use-hold.ts';

const SECOND_MS = 1000;

/** Says how long the chosen time is kept for this desk. */
export function HoldNotice(props: { readonly hold: HoldState; readonly panelId: string }) {
  const { hold } = props;
  const isBooking = useIsBooking(props.panelId);
  const nowMs = useSeconds(hold.kind === 'held');
  if (hold.kind !== 'held') return null;
  // It has its place from the start, or what is below would move away under the pointer.
  if (hold.expiresAtMs === null) return <Notice tone="neutral" title={words.holding} />;
  // The clock on the screen is up to a second behind: rounded up it would promise one more.
  const left = Math.max(0, Math.floor((hold.expiresAtMs - nowMs) / SECOND_MS));
  // A hold goes with the booking that it was for.
  if (left === 0 && isBooking) return null;
  if (left === 0) {
    const again = (
      <Button variant="default" size="compact-sm" onClick={hold.again}>
        {words.holdAgain}
      </Button>
    );
    return <Notice tone="warn" title={words.holdLost} action={again} />;
  }
  const rest = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return <Notice tone="neutral" title={words.heldUntil(rest)} />;
}

function useSeconds(isRunning: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return nowMs;
}
