import { OFFERS_MAX, type Offer } from '../../model/conflict.ts';
import type { Interval } from '../../time/interval.ts';
import { loadFreeTimes } from '../queries/load-free-times.ts';
import type { WriteTx } from '../store/handles.ts';

const MINUTE_MS = 60_000;

/** Free times of the doctor at the branch, from the one on that is refused, each as long as it. */
export const loadTimesInstead = (
  tx: WriteTx,
  wish: Interval & {
    readonly branchId: string;
    readonly doctorId: string;
    readonly serviceId: string | null;
  },
): Promise<readonly Offer[]> =>
  loadFreeTimes(tx, tx.book.organisationId, {
    branchId: wish.branchId,
    doctorId: wish.doctorId,
    serviceId: wish.serviceId,
    durationMin: Math.max(5, Math.round((wish.endMs - wish.startMs) / MINUTE_MS)),
    fromMs: Math.max(tx.nowMs, wish.startMs),
    limit: OFFERS_MAX,
    nowMs: tx.nowMs,
  });
