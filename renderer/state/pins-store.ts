import { create } from 'zustand';
import type { Interval } from '../../shared/time/interval.ts';

/** An appointment that was put aside to be given another time; until then it keeps the one it has. */
export interface Pin extends Interval {
  readonly appointmentId: string;
  readonly patientName: string;
  readonly doctorId: string;
  readonly branchId: string;
}

/** More on one board are lost from sight. */
export const PINS_MAX = 10;

interface PinsState {
  readonly pins: readonly Pin[];
  /** The pin that the next time that is pointed at is for. */
  readonly inHand: string | null;
  /** The time that was pointed at for it. */
  readonly wanted: { readonly doctorId: string; readonly startMs: number } | null;
  /** The board of whoever sits here has been fetched, and what changes is kept. */
  readonly isKept: boolean;
}

const NO_PINS: PinsState = { pins: [], inHand: null, wanted: null, isKept: false };

export const usePins = create<PinsState>(() => NO_PINS);

/** Puts an appointment on the board, or anew as it is now. */
export const pin = (one: Pin): void =>
  usePins.setState(({ pins }) => {
    const others = pins.filter(({ appointmentId }) => appointmentId !== one.appointmentId);
    return others.length < PINS_MAX ? { pins: [...others, one] } : {};
  });

export const unpin = (appointmentId: string): void =>
  usePins.setState(({ pins, inHand }) => ({
    pins: pins.filter((one) => one.appointmentId !== appointmentId),
    inHand: inHand === appointmentId ? null : inHand,
    wanted: null,
  }));

export const takeInHand = (inHand: string | null): void =>
  usePins.setState({ inHand, wanted: null });

/** Whether a time that was pointed at is for a pin; then it is not for a new booking. */
export function wantForPin(wanted: NonNullable<PinsState['wanted']>): boolean {
  if (usePins.getState().inHand === null) return false;
  usePins.setState({ wanted });
  return true;
}

/** Nobody sits here, or somebody else. */
export const leavePins = (): void => usePins.setState(NO_PINS);
