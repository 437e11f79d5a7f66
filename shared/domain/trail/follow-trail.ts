import type { TrailPlace } from '../../model/trail-place.ts';

/** What is wrong where a trail does not go on from what central has of it. */
export type TrailProblem =
  /** Its first entries never came, and no other has them. */
  | 'begins-late'
  /** It ends before what was handed over of it. */
  | 'went-back'
  /** An entry that was handed over is another now. */
  | 'rewritten'
  /** Entries do not follow on each other, or on the end that was said. */
  | 'broken';

/** An entry as far as it is linked: its own hash, and that of the one before. */
export interface TrailLink extends TrailPlace {
  readonly previousHash: string;
}

/** A stretch of a trail whose entries follow on each other, from after `first`. */
export interface TrailStretch {
  readonly part: number;
  /** null where it goes on from what central has. */
  readonly begins: { readonly first: TrailPlace; readonly problem: TrailProblem | null } | null;
  readonly entries: readonly TrailLink[];
  readonly last: TrailPlace;
}

interface Said {
  /** Whether it was said after the last answer came there; else it may have been overtaken. */
  readonly isLatest: boolean;
  readonly head: TrailPlace;
  readonly after: TrailPlace;
  readonly entries: readonly TrailLink[];
}

/**
 * What of a replica's trail is new to central, in stretches: the first goes on from `end`, where
 * central has it to; each other begins where it does not go on, with what is wrong. Nothing where
 * the replica does not begin where central needs it to: it is told, and does next.
 */
export function followTrail(
  end: (TrailPlace & { readonly part: number }) | null,
  said: Said,
  /** Whether another trail has the entry that this one begins after. */
  isKnownBefore: boolean,
): readonly TrailStretch[] {
  const stretches: TrailStretch[] = [];
  const begin = (part: number, first: TrailPlace, problem: TrailProblem | null): void => {
    stretches.push({ part, begins: { first, problem }, entries: [], last: first });
  };
  let { entries } = said;
  if (end === null) {
    const isWhole = said.after.no === 0 && said.after.hash === '';
    begin(0, said.after, isWhole || isKnownBefore ? null : 'begins-late');
  } else if (said.head.no < end.no) {
    if (!said.isLatest) return [];
    begin(end.part + 1, said.head, 'went-back');
    entries = [];
  } else {
    const there =
      said.after.no === end.no ? said.after : said.entries.find(({ no }) => no === end.no);
    if (!there) return [];
    if (there.hash === end.hash) {
      stretches.push({ part: end.part, begins: null, entries: [], last: end });
      entries = said.entries.filter(({ no }) => no > end.no);
    } else begin(end.part + 1, said.after, 'rewritten');
  }
  for (const entry of entries) {
    const { part, last } = stretches.at(-1) as TrailStretch;
    if (entry.no !== last.no + 1 || entry.previousHash !== last.hash) {
      begin(part + 1, { no: entry.no - 1, hash: entry.previousHash }, 'broken');
    }
    const current = stretches.pop() as TrailStretch;
    const { no, hash } = entry;
    stretches.push({ ...current, entries: [...current.entries, entry], last: { no, hash } });
  }
  const { part, last } = stretches.at(-1) as TrailStretch;
  if (last.no === said.head.no && last.hash !== said.head.hash)
    begin(part + 1, said.head, 'broken');
  return stretches;
}
