import { type Pin, usePins } from '../state/pins-store.ts';
import type { Outbox } from './open-outbox.ts';

const ID = 'pinboard';

/**
 * Fetches the board of whoever opened the outbox, unless it is there already. Whoever signed in anew
 * begins with an empty one, however the last window was left.
 */
export async function recallPins(
  outbox: Outbox | null,
  { isAnew }: { readonly isAnew: boolean },
): Promise<void> {
  if (!outbox || usePins.getState().isKept) return;
  if (isAnew) await forgetPins(outbox);
  const kept = await outbox.lastSeen.findOne(ID).exec();
  const pins = kept?.rows ? (JSON.parse(kept.rows) as readonly Pin[]) : [];
  usePins.setState({ pins, isKept: true });
}

/** What changes on the board is kept over a reload, encrypted, until its person signs out. */
export function keepPins(current: () => Outbox | null): void {
  usePins.subscribe(({ pins, isKept }, before) => {
    if (pins === before.pins || !isKept || !before.isKept) return;
    // Its person may leave meanwhile; then there is nothing to keep.
    current()
      ?.lastSeen.upsert({ id: ID, rows: JSON.stringify(pins) })
      .catch(() => undefined);
  });
}

/** Written over: a row that is removed would stay on the disk, marked as gone. */
export async function forgetPins(outbox: Outbox): Promise<void> {
  await outbox.lastSeen.upsert({ id: ID, rows: '' });
}
