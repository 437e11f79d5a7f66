import { useEffect, useState } from 'react';
import type { Offer } from '../../../shared/model/conflict.ts';
import { useDesk } from '../../intents/desk.ts';

export interface FreeTimesWish {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly durationMin: number;
  readonly serviceId: string | null;
  readonly fromMs: number;
}

const LIMIT = 8;

/** The next free times for a wish; none while there is no wish, or no host to ask. */
export function useFreeTimes(wish: FreeTimesWish | null): readonly Offer[] {
  const { client } = useDesk();
  const [offers, setOffers] = useState<readonly Offer[]>([]);
  const key = wish === null ? null : JSON.stringify(wish);
  useEffect(() => {
    if (key === null) return;
    const asked = JSON.parse(key) as FreeTimesWish;
    client.ask({ kind: 'free-times', ...asked, limit: LIMIT }).then(setOffers, () => setOffers([]));
  }, [client, key]);
  return wish === null ? [] : offers;
}
