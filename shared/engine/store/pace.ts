/** The stages of a large write, in their order, each with its share of the whole in percent. */
const SHARES = { planned: 15, records: 15, sessions: 45, rights: 15, seats: 5, kept: 5 } as const;

export type PaceStage = keyof typeof SHARES;

/** Nobody wants any more what is being written. */
export class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

/** Who waits for a large write. */
export interface Waiting {
  /** Told how far it is, from 0 to 100 and never back; and given time to say that it is not wanted. */
  readonly onPercent: (percent: number) => Promise<void>;
  readonly isWanted: () => boolean;
}

/** How far a large transaction has come. */
/** What is written again and again, part by part. */
const IN_PARTS: readonly PaceStage[] = ['records', 'sessions', 'rights'];
const IN_PARTS_SHARE = IN_PARTS.reduce((sum, stage) => sum + SHARES[stage], 0);

export interface Pace {
  /**
   * So many of so many parts of a stage are written: rejects with CalledOff if it is not wanted any
   * more, so that all of it is taken back.
   */
  readonly pause: (stage: PaceStage, done: number, of: number) => Promise<void>;
  /** From here on, records and what follows from them are those of one of so many parts. */
  readonly share: (part: number, parts: number) => void;
}

export const NO_PACE: Pace = { pause: async () => undefined, share: () => undefined };

export function createPace({ onPercent, isWanted }: Waiting): Pace {
  let furthest = 0;
  let [part, parts] = [0, 1];
  const reach = (stage: PaceStage, done: number, of: number): number => {
    const stages = Object.keys(SHARES) as PaceStage[];
    const before = stages
      .slice(0, stages.indexOf(stage))
      .reduce((sum, one) => sum + SHARES[one], 0);
    const reached = before + (SHARES[stage] * done) / of;
    const inParts = (part * IN_PARTS_SHARE + reached - SHARES.planned) / parts;
    const all = IN_PARTS.includes(stage) ? SHARES.planned + inParts : reached;
    furthest = Math.max(furthest, all);
    return furthest;
  };
  return {
    share: (no, of) => {
      [part, parts] = [no, of];
    },
    pause: async (stage, done, of) => {
      await onPercent(reach(stage, done, of));
      if (!isWanted()) throw new CalledOff('What was being written is not wanted any more.');
    },
  };
}
