import { useEffect, useState } from 'react';
import { HOLD_MINUTES } from '../../../shared/model/choices.ts';
import type { Hold } from '../../../shared/model/hold.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRow } from '../../replica/rows-store.ts';

const HOLD_MS = HOLD_MINUTES * 60_000;

export interface WantedTime {
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

export type HoldState = HeldState & {
  /** Asks for the time again after it was lost. */
  readonly again: () => void;
};
type HeldState =
  | { readonly kind: 'none' }
  /**
   * Asked for; the host does what a desk asks in turn, so a booking may already name it. Until when
   * it is held is null while the host has not said so, and 0 once it is held no more.
   */
  | { readonly kind: 'held'; readonly holdId: string; readonly expiresAtMs: number | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Holds a time from when it is chosen until it is booked, another is chosen, or the panel closes. */
export function useHold(wanted: WantedTime | null): HoldState {
  const { client, intents } = useDesk();
  const [held, setHeld] = useState<{ holdId: string; refusal: Refusal | null } | null>(null);
  const hold = useRow('holds', held?.holdId ?? null);
  const [seenId, setSeenId] = useState<string | null>(null);
  if (hold && hold.id !== seenId) setSeenId(hold.id);
  const [turn, setTurn] = useState(0);
  const key = wanted === null ? null : JSON.stringify({ wanted, turn });
  useEffect(() => {
    if (key === null) return undefined;
    const { wanted: time } = JSON.parse(key) as { readonly wanted: WantedTime };
    const holdId = client.newId();
    let isCurrent = true;
    setHeld({ holdId, refusal: null });
    void intents.send('hold', { ...time, holdId }).then((answer) => {
      if (isCurrent) setHeld({ holdId, refusal: answer.ok ? null : answer.error });
    });
    // After a break of the line nobody else says that somebody goes on here.
    const renew = (): void => void intents.send('hold', { ...time, holdId });
    const stopReady = client.ready.add(renew);
    return () => {
      isCurrent = false;
      stopReady();
      setHeld(null);
      void intents.send('release-hold', { holdId });
    };
  }, [client, intents, key]);
  const again = (): void => setTurn((former) => former + 1);
  useRenewing(wanted, hold);
  if (held === null) return { again, kind: 'none' };
  if (held.refusal) return { again, kind: 'refused', refusal: held.refusal };
  const expiresAtMs = hold?.expiresAtMs ?? (held.holdId === seenId ? 0 : null);
  return { again, kind: 'held', holdId: held.holdId, expiresAtMs };
}

/** Holds a time longer for whoever goes on at the desk, as often as the host lets them. */
function useRenewing(wanted: WantedTime | null, hold: Hold | undefined): void {
  const { intents } = useDesk();
  const key = wanted === null || hold === undefined ? null : JSON.stringify({ wanted, hold });
  useEffect(() => {
    if (key === null) return undefined;
    const { wanted: time, hold: held } = JSON.parse(key) as { wanted: WantedTime; hold: Hold };
    const { id: holdId, expiresAtMs } = held;
    const signal = new AbortController();
    const renew = (): void => {
      const leftMs = expiresAtMs - Date.now();
      if (leftMs <= 0 || leftMs > HOLD_MS / 2) return;
      signal.abort();
      void intents.send('hold', { ...time, holdId });
    };
    for (const done of ['keydown', 'pointerdown'] as const) {
      addEventListener(done, renew, { signal: signal.signal });
    }
    return () => signal.abort();
  }, [intents, key]);
}
