import type { Claim } from './claim.ts';

/** A time that could be given instead of a lost one. */
export interface FreeTime {
  readonly doctorId: string;
  readonly branchId: string;
  readonly sessionId: string;
  readonly startMs: number;
  readonly endMs: number;
}

const OFFERS = 3;

/** The nearest free times, same doctor first; never one that was offered first to another loser. */
export function offerTimes(ask: {
  readonly lost: Claim & { readonly branchId: string };
  readonly candidates: readonly FreeTime[];
  readonly alreadyOffered: readonly FreeTime[];
}): readonly FreeTime[] {
  const { lost, candidates, alreadyOffered } = ask;
  const taken = (time: FreeTime): boolean =>
    alreadyOffered.some(
      (o) => o.doctorId === time.doctorId && o.startMs < time.endMs && time.startMs < o.endMs,
    );
  const distance = (time: FreeTime): number => Math.abs(time.startMs - lost.startMs);
  return candidates
    .filter((time) => !taken(time))
    .toSorted(
      (a, b) =>
        Number(a.doctorId !== lost.doctorId) - Number(b.doctorId !== lost.doctorId) ||
        distance(a) - distance(b) ||
        Number(a.branchId !== lost.branchId) - Number(b.branchId !== lost.branchId) ||
        a.startMs - b.startMs ||
        (a.sessionId < b.sessionId ? -1 : 1),
    )
    .slice(0, OFFERS);
}
