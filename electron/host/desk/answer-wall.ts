import { loadWallBoard } from '../../../shared/engine/queries/load-wall-board.ts';
import type { WallBoard } from '../../../shared/wire/desk/waiting-room.ts';
import type { DeskHost } from './desk-host.ts';

/**
 * What a screen in the waiting room shows of the queue of this computer's branch; null on a laptop,
 * and before there is a book. Nobody is signed in there: it is for everybody's eyes.
 */
export async function answerWall({
  engine,
  clock,
  book,
}: Pick<DeskHost, 'engine' | 'clock' | 'book'>): Promise<WallBoard | null> {
  const open = book();
  const info = open ? await engine.loadBook() : null;
  if (!open || !info?.branchId || info.kind !== 'branch') return null;
  const wish = { branchId: info.branchId, nowMs: clock.nowMs() };
  return engine.store.read((db) => loadWallBoard(db, open.organisationId, wish));
}
