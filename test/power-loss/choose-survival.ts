import type { Seeded } from '../simulation/seeded.ts';
import type { DiskModel, Survival, Unsynced } from './disk-model.ts';
import type { Content, Naming } from './journal.ts';

/**
 * What becomes of unsynced writes: all lost; all lost from some moment on; the other way about, so
 * that later ones overtook earlier ones; each page or each sector there or not; or all there, which
 * has to be harmless.
 */
export type Style = 'dropped' | 'cut-off' | 'overtaken' | 'torn pages' | 'torn sectors' | 'kept';

const STYLES: readonly Style[] = [
  ...(['dropped', 'dropped', 'cut-off', 'cut-off', 'overtaken'] as const),
  ...(['torn pages', 'torn pages', 'torn sectors', 'torn sectors', 'kept'] as const),
];
const PAGE_BYTES = 4096;
const SECTOR_BYTES = 512;
/** A system writes out by itself what waits for long; how many entries ago that may have been. */
const WRITTEN_OUT_BEFORE = [200, 2000, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
const SHARES = [0.2, 0.5, 0.8];
/** How many entries back the moment of a cut-off may lie. */
const CUT_MAX = 400;

/** Decides what a power cut after `at` entries leaves. */
export function chooseSurvival(
  seeded: Seeded,
  {
    at,
    model,
    style = seeded.pick(STYLES),
  }: {
    readonly at: number;
    readonly model: DiskModel;
    readonly style?: Style;
  },
): Survival & { readonly style: Style } {
  const writtenOut = at - seeded.pick(WRITTEN_OUT_BEFORE);
  const share = seeded.pick(SHARES);
  const cut = at - seeded.below(Math.min(CUT_MAX, at) + 1);
  const some = (): boolean => seeded.chance(share);

  const isWholly = (index: number): boolean | null => {
    if (style === 'kept' || index < writtenOut) return true;
    if (style === 'dropped') return false;
    if (style === 'cut-off') return index < cut;
    return style === 'overtaken' ? index >= cut : null;
  };
  const survivors = ({ index, change }: Unsynced<Content>): readonly Content[] => {
    const wholly = isWholly(index);
    if (wholly !== null) return wholly ? [change] : [];
    if (change.kind === 'resize') return some() ? [change] : [];
    return piecesOf(change, style === 'torn pages' ? PAGE_BYTES : SECTOR_BYTES).filter(some);
  };
  /** A journal has no gaps: what it kept ends somewhere. */
  const inOrder = (unsynced: readonly Unsynced<Naming>[]): readonly Unsynced<Naming>[] => {
    const known = unsynced.filter(({ index }) => index < writtenOut).length;
    return unsynced.slice(0, known + seeded.below(unsynced.length - known + 1));
  };
  const chosen = (unsynced: readonly Unsynced<Naming>[]): readonly Unsynced<Naming>[] => {
    if (style === 'dropped') return unsynced.filter(({ index }) => index < writtenOut);
    if (style === 'kept') return unsynced;
    return model === 'journaling'
      ? inOrder(unsynced)
      : unsynced.filter(({ index }) => isWholly(index) ?? some());
  };
  return {
    style,
    namings: (unsynced) => chosen(unsynced).map(({ change }) => change),
    contents: (unsynced) => unsynced.flatMap(survivors),
  };
}

/** The pages or sectors that a write touches, each on its own. */
function piecesOf(
  { file, at, bytes }: Extract<Content, { kind: 'write' }>,
  unit: number,
): readonly Content[] {
  const pieces: Content[] = [];
  for (let from = 0; from < bytes.byteLength; ) {
    const until = Math.min(from + unit - ((at + from) % unit), bytes.byteLength);
    pieces.push({ kind: 'write', file, at: at + from, bytes: bytes.subarray(from, until) });
    from = until;
  }
  return pieces;
}
