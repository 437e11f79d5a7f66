import { useMemo } from 'react';
import type { Branch } from '../../shared/model/organisation.ts';
import { useSession } from '../state/session-store.ts';
import { useRows } from './rows-store.ts';

export interface BranchAsOf {
  readonly branch: Branch;
  /** null while central never heard the branch. */
  readonly asOfMs: number | null;
}

/**
 * Where books are looked at: as of when each branch's is, by name. That is when central last heard the
 * branch, and at the latest when central was last heard here.
 */
export function useAsOf(): readonly BranchAsOf[] {
  const branches = useRows('branches');
  const peers = useRows('peers');
  const heardHereMs = useSession(({ sync }) => sync?.lastHeardMs ?? null);
  return useMemo(() => {
    const ofBranches = [...peers.values()].filter(
      (peer) => peer.kind === 'branch' && !peer.retired,
    );
    return [...branches.values()]
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((branch) => {
        const heard = ofBranches.filter((peer) => peer.branchId === branch.id);
        const lastMs = Math.max(...heard.map(({ heardMs }) => heardMs));
        const isKnown = heardHereMs !== null && heard.length > 0;
        return { branch, asOfMs: isKnown ? Math.min(heardHereMs, lastMs) : null };
      });
  }, [branches, peers, heardHereMs]);
}
