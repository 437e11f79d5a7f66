import { isLooking, useSession } from '../state/session-store.ts';
import { useRows } from './rows-store.ts';

/**
 * Where books are looked at: as of when a branch's is, which is when central last heard the branch, and
 * at the latest when central was last heard here. null where that is not known, or the book is of now.
 */
export function useAsOf(branchId: string | null): number | null {
  const peers = useRows('peers');
  const looks = useSession(isLooking);
  const heardHereMs = useSession(({ sync }) => sync?.lastHeardMs ?? null);
  if (!looks || branchId === null || heardHereMs === null) return null;
  const heard = [...peers.values()]
    .filter((peer) => peer.kind === 'branch' && !peer.retired && peer.branchId === branchId)
    .map(({ heardMs }) => heardMs);
  return heard.length === 0 ? null : Math.min(heardHereMs, Math.max(...heard));
}
