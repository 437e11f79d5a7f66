import { useEffect, useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRow } from '../../replica/rows-store.ts';

export interface WantedTime {
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

export type HoldState =
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
  const key = wanted === null ? null : JSON.stringify(wanted);
  useEffect(() => {
    if (key === null) return undefined;
    const time = JSON.parse(key) as WantedTime;
    const holdId = client.newId();
    let isCurrent = true;
    setHeld({ holdId, refusal: null });
    void intents.send('hold', { ...time, holdId }).then((answer) => {
      if (isCurrent) setHeld({ holdId, refusal: answer.ok ? null : answer.error });
    });
    return () => {
      isCurrent = false;
      setHeld(null);
      void intents.send('release-hold', { holdId });
    };
  }, [client, intents, key]);
  if (held === null) return { kind: 'none' };
  if (held.refusal) return { kind: 'refused', refusal: held.refusal };
  const expiresAtMs = hold?.expiresAtMs ?? (held.holdId === seenId ? 0 : null);
  return { kind: 'held', holdId: held.holdId, expiresAtMs };
}
