import type { Offer } from '../../model/conflict.ts';
import { contains, type Interval, subtract } from '../../time/interval.ts';
import { workStretches } from '../schedule/work-stretches.ts';
import type { TakenTimes } from '../slots/create-taken-times.ts';
import type { FreeTimeFacts } from '../slots/generate-free-times.ts';

type Session = FreeTimeFacts['sessions'][number];

/** What lies around the times of a book: its sessions, and who has which of their time. */
export interface NearTimes {
  readonly sessionOf: (time: Offer) => Session;
  readonly claimsOf: (session: Session) => readonly Interval[];
  /** How much of the doctor's time is free before and after a time, up to the next break or visit. */
  readonly gapsOf: (time: Offer) => { readonly beforeMs: number; readonly afterMs: number };
  /** Whether the doctor works earlier in these sessions, and others have all of that. */
  readonly isEarlierFull: (time: Offer, ofDay: readonly Session[], fromMs: number) => boolean;
}

export function createNearTimes(
  facts: Pick<FreeTimeFacts, 'sessions'>,
  takenOf: TakenTimes<Interval>,
): NearTimes {
  const sessions = new Map(facts.sessions.map((session) => [session.id, session]));
  const claims = new Map<string, readonly Interval[]>();
  const stretches = new Map<string, readonly Interval[]>();
  const claimsOf = (session: Session): readonly Interval[] => {
    const found = claims.get(session.id) ?? takenOf(session.doctorId, session);
    claims.set(session.id, found);
    return found;
  };
  const sessionOf = (time: Offer): Session => {
    const session = sessions.get(time.sessionId);
    if (!session) throw new RangeError('A free time lies in a session that was looked at.');
    return session;
  };
  return {
    sessionOf,
    claimsOf,
    gapsOf: (time) => {
      const session = sessionOf(time);
      const worked = stretches.get(session.id) ?? workStretches(session);
      stretches.set(session.id, worked);
      const stretch = worked.find((one) => contains(one, time)) ?? session;
      let [fromMs, untilMs] = [stretch.startMs, stretch.endMs];
      for (const { startMs, endMs } of claimsOf(session)) {
        if (endMs <= time.startMs) fromMs = Math.max(fromMs, endMs);
        if (startMs >= time.endMs) untilMs = Math.min(untilMs, startMs);
      }
      return { beforeMs: time.startMs - fromMs, afterMs: untilMs - time.endMs };
    },
    isEarlierFull: (time, ofDay, fromMs) => {
      const neededMs = time.endMs - time.startMs;
      const earlier = ofDay.filter(({ startMs }) => startMs < time.startMs);
      if (earlier.some(({ capacity }) => capacity > 1)) return false;
      const worked = earlier.flatMap(workStretches).flatMap((one) => {
        const part = {
          startMs: Math.max(one.startMs, fromMs),
          endMs: Math.min(one.endMs, time.startMs),
        };
        return part.endMs - part.startMs >= neededMs ? [part] : [];
      });
      const left = subtract(worked, earlier.flatMap(claimsOf));
      return worked.length > 0 && left.every((one) => one.endMs - one.startMs < neededMs);
    },
  };
}
