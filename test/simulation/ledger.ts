import type { IntentKind } from '../../shared/model/intent.ts';

/** What people were told, which is what has to be true in the end. */
export interface Ledger {
  /** Appointments that a host acknowledged. */
  booked: readonly Told[];
  /** Everything that a host did, by the id under which it was asked. */
  done: readonly Done[];
  /** What was typed about the patient. */
  typed: readonly Typed[];
  /** Records of a kind that only the next version of the program knows. */
  lockers: readonly Told[];
}

/** Something with an id that a computer acknowledged. */
export interface Told {
  readonly id: string;
  readonly computer: string;
}

interface Done extends Told {
  readonly kind: IntentKind;
}

export interface Typed extends Told {
  /** The last is known to the next version of the program alone. */
  readonly field: 'note' | 'phone' | 'allergies';
  readonly value: string;
  /** What stood there before whoever typed it. */
  readonly over: string;
}

export const openLedger = (): Ledger => ({ booked: [], done: [], typed: [], lockers: [] });

/** How much a computer had been told when its disk was copied. */
export type Page = Readonly<Record<keyof Ledger, number>>;

export const pageOf = (ledger: Ledger): Page => ({
  booked: ledger.booked.length,
  done: ledger.done.length,
  typed: ledger.typed.length,
  lockers: ledger.lockers.length,
});

/** Strikes out what a computer acknowledged since, and what is on no disk any more. */
export function strikeOut(
  ledger: Ledger,
  computer: string,
  since: Page,
  isSafe: (appointmentId: string) => boolean,
): void {
  ledger.booked = ledger.booked.filter(
    (one, i) => i < since.booked || one.computer !== computer || isSafe(one.id),
  );
  ledger.done = ledger.done.filter((one, i) => i < since.done || one.computer !== computer);
  ledger.typed = ledger.typed.filter((one, i) => i < since.typed || one.computer !== computer);
  ledger.lockers = ledger.lockers.filter(
    (one, i) => i < since.lockers || one.computer !== computer,
  );
}
