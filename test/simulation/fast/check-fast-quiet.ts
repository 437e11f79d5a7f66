import { expect } from 'vitest';
import { RELEASED_STATUSES } from '../../../shared/model/appointment.ts';
import { PATIENT } from '../../support/engine.ts';
import type { FastLedger } from './fast-history.ts';
import type { FastWorld } from './fast-world.ts';
import {
  appointmentsOf,
  claimantOf,
  keyOf,
  type MemoryClaim,
  settled,
  text,
} from './memory-book.ts';
import { isClaimInScope, isInScope } from './memory-central.ts';

/** After everyone has heard everyone: one book, nothing lost, every verdict by the rule. */
export function checkFastQuiet({ central, hosts }: FastWorld, ledger: FastLedger): void {
  const { disk } = central;
  for (const host of hosts) {
    const there = [...disk.rows.values()].filter((row) => isInScope(host.disk, row));
    const bodies = (rows: readonly (typeof there)[number][]) =>
      Object.fromEntries(rows.map((row) => [keyOf(row.kind, row.id), row.version.body]));
    expect([host.computer, bodies([...host.disk.rows.values()])]).toEqual([
      ...[host.computer, bodies(there)],
    ]);
    expect([host.computer, claimsById(host.disk.claims)]).toEqual([
      ...[host.computer, claimsById(disk.claims, (claim) => isClaimInScope(host.disk, claim))],
    ]);
    expect([host.computer, [...host.disk.unsent.keys()]]).toEqual([host.computer, []]);
  }
  expect(ledger.booked.filter(({ id }) => !disk.rows.has(keyOf('appointment', id)))).toEqual([]);
  checkFastVerdicts(disk);
  const { body } = disk.rows.get(keyOf('patient', PATIENT))?.version ?? { body: {} };
  // What a disk that was set back did not know to be said is said again beside what was typed after it.
  if (hosts.some(({ saysAgain }) => saysAgain)) return;
  for (const field of ['note', 'phone'] as const) {
    const stands = `${field} ${text(body, field)}`;
    expect(ledger.typed.filter(({ over }) => over === stands)).toEqual([]);
  }
}

const claimsById = (
  claims: FastWorld['central']['disk']['claims'],
  isHere: (claim: MemoryClaim) => boolean = () => true,
) =>
  Object.fromEntries(
    [...claims.values()].filter(isHere).map(({ seq: _, ...claim }) => [claim.id, claim]),
  );

function checkFastVerdicts(disk: FastWorld['central']['disk']): void {
  const taking = appointmentsOf(disk)
    .map(claimantOf)
    .filter(({ status, supersededBy }) => !RELEASED_STATUSES.includes(status) && !supersededBy);
  expect([...disk.claims.keys()].toSorted()).toEqual(taking.map(({ id }) => id).toSorted());
  const claims = [...disk.claims.values()];
  const stated = settled(claims).map(({ id, verdict }) => [id, verdict]);
  expect(claims.map(({ id, verdict }) => [id, verdict])).toEqual(stated);
}
