import { RELEASED_STATUSES } from '../../../shared/model/appointment.ts';
import { type ClaimRecord, isFirm } from '../../../shared/model/claim.ts';
import type { FastHost, FastWorld } from './fast-world.ts';
import { appointmentsOf, claimantOf, type MemoryBook } from './memory-book.ts';
import { shownClaims } from './memory-replica.ts';

/**
 * What holds after every step of the fast world: nothing that stands overlaps at any computer, what
 * one shows as firm never overlaps what another shows as firm, and no program was in trouble.
 */
export function checkFastStep(world: FastWorld): void {
  if (world.errors.length > 0) throw world.errors[0];
  const { central, hosts } = world;
  const shown: (readonly [FastHost | null, MemoryBook, readonly ClaimRecord[]])[] = [
    [null, central.disk, [...central.disk.claims.values()]],
    ...hosts.map((host) => [host, host.disk, shownClaims(host.disk)] as const),
  ];
  const copies = new Map<string, Set<string>>();
  const note = (id: string, copy: string): void => {
    copies.set(id, (copies.get(id) ?? new Set()).add(copy));
  };
  const firm: ClaimRecord[] = [];
  for (const [host, book, claims] of shown) {
    const active = claims.filter(({ verdict, overbooked }) => verdict === 'active' && !overbooked);
    refuseOverlaps(active, `at ${host?.computer ?? 'central'}`);
    for (const row of appointmentsOf(book)) {
      const { startMs, doctorId, madeBy, status, supersededBy } = claimantOf(row);
      const isOver = RELEASED_STATUSES.includes(status) || supersededBy !== null;
      // Moved away and back by somebody else, it is not what it was.
      note(row.id, isOver ? 'released' : `${startMs} ${doctorId} ${madeBy}`);
    }
    // What left for others to see may be nowhere else, if central was set back meanwhile.
    for (const { id } of host?.disk.aside.values() ?? []) note(id, 'away');
    for (const claim of claims) {
      note(claim.id, `${claim.startMs} ${claim.doctorId} ${claim.replica}`);
      if (isFirm(claim) && !host?.isSetBack && !host?.isCopied) firm.push(claim);
    }
  }
  refuseOverlaps(
    firm.filter(({ id }) => copies.get(id)?.size === 1),
    'as promised',
  );
}

function refuseOverlaps(claims: readonly ClaimRecord[], where: string): void {
  for (const a of claims) {
    for (const b of claims) {
      if (a.id >= b.id || a.doctorId !== b.doctorId) continue;
      if (a.startMs < b.endMs && b.startMs < a.endMs) {
        throw new Error(`${a.id} and ${b.id} overlap ${where}`);
      }
    }
  }
}
