import { useEffect } from 'react';
import { useDesk } from '../../intents/desk.ts';
import { touchSeat } from '../../replica/seat.ts';
import { useSession } from '../../state/session-store.ts';

const MINUTE_MS = 60_000;
/** Looked at rather than waited for: a computer that slept wakes up late. */
const LOOK_EVERY_MS = 2_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Locks this window when nobody touched it for as long as this computer's desks allow. */
export function useIdleLock(): void {
  const { client } = useDesk();
  const idleLockMin = useSession((session) => session.me?.idleLockMin);
  useEffect(() => {
    if (idleLockMin === undefined) return undefined;
    let touchedMs = Date.now();
    let toldMs = touchedMs;
    const touch = (): void => {
      touchedMs = Date.now();
      if (touchedMs - toldMs < MINUTE_MS) return;
      toldMs = touchedMs;
      client.tell({ type: 'active' });
      touchSeat();
    };
    const timer = setInterval(() => {
      if (Date.now() - touchedMs >= idleLockMin * MINUTE_MS) client.lock();
    }, LOOK_EVERY_MS);
    for (const sign of SIGNS) addEventListener(sign, touch, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, touch, { capture: true });
    };
  }, [client, idleLockMin]);
}
