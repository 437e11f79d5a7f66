import { useEffect, useRef, useState } from 'react';
import { HOLD_MIN, HOLD_TIMES_MAX } from '../../../shared/model/choices.ts';
import type { Hold } from '../../../shared/model/hold.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRow } from '../../replica/rows-store.ts';

const MINUTE_MS = 60_000;

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
  const [held, setHeld] = useState<Held | null>(null);
  const hold = useRow('holds', held?.holdId ?? null);
  const [seenId, setSeenId] = useState<string | null>(null);
  if (hold && hold.id !== seenId) setSeenId(hold.id);
  const [turn, setTurn] = useState(0);
  const key = wanted === null ? null : JSON.stringify({ wanted, turn });
  const renewing = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (key === null) return undefined;
    const { wanted: time } = JSON.parse(key) as { readonly wanted: WantedTime };
    const holdId = client.newId();
    setHeld({ holdId, refusal: null, sinceMs: Date.now() });
    const take = async (): Promise<void> => {
      const answer = await intents.send('hold', { ...time, holdId });
      const refusal = answer.ok ? null : answer.error;
      setHeld((now) => (now?.holdId === holdId ? { ...now, refusal } : now));
    };
    renewing.current = () => void take();
    void take();
    return () => {
      renewing.current = () => undefined;
      setHeld(null);
      void intents.send('release-hold', { holdId });
    };
  }, [client, intents, key]);
  const again = (): void => setTurn((former) => former + 1);
  const expiresAtMs = hold?.expiresAtMs ?? (held?.holdId === seenId ? 0 : null);
  useRenewing(held && { ...held, hold, expiresAtMs }, () => renewing.current());
  if (held === null) return { again, kind: 'none' };
  if (held.refusal) return { again, kind: 'refused', refusal: held.refusal };
  return { again, kind: 'held', holdId: held.holdId, expiresAtMs };
}

interface Held {
  readonly holdId: string;
  readonly refusal: Refusal | null;
  /** When it was asked for first. */
  readonly sinceMs: number;
}

interface Standing extends Held {
  readonly hold: Hold | undefined;
  readonly expiresAtMs: number | null;
}

/**
 * Holds a time longer for whoever goes on at the desk, up to its bound, and after a break of the
 * line, when nobody else says that somebody goes on here. What is held no more is not taken back
 * unasked.
 */
function useRenewing(standing: Standing | null, renew: () => void): void {
  const { client } = useDesk();
  const branch = useRow('branches', standing?.hold?.branchId ?? null);
  const holdMs = (branch?.holdMin ?? HOLD_MIN) * MINUTE_MS;
  const now = useRef({ standing, holdMs, renew });
  now.current = { standing, holdMs, renew };
  useEffect(() => {
    // The rows that stood before another renewal are not looked at twice.
    let renewedFor: number | null = null;
    const goOn = (): void => {
      const endsMs = now.current.standing?.expiresAtMs ?? null;
      const leftMs = (endsMs ?? 0) - Date.now();
      if (endsMs === renewedFor || leftMs > now.current.holdMs / 2 || !mayRenew(now.current))
        return;
      renewedFor = endsMs;
      now.current.renew();
    };
    const cameBack = (): void => {
      if (mayRenew(now.current)) now.current.renew();
    };
    const signal = new AbortController();
    for (const done of ['keydown', 'pointerdown'] as const) {
      addEventListener(done, goOn, { signal: signal.signal });
    }
    const stopReady = client.ready.add(cameBack);
    return () => {
      signal.abort();
      stopReady();
    };
  }, [client]);
}

function mayRenew(now: { readonly standing: Standing | null; readonly holdMs: number }): boolean {
  const { standing, holdMs } = now;
  if (!standing || standing.refusal) return false;
  const { expiresAtMs, sinceMs } = standing;
  const isHeld = expiresAtMs !== null && expiresAtMs > Date.now();
  return isHeld && Date.now() - sinceMs < holdMs * HOLD_TIMES_MAX;
}
