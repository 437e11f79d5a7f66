import { create } from 'zustand';
import type { IntentKind } from '../../shared/model/intent.ts';

/** Something this window did that can be taken back. */
export interface Done {
  readonly intentId: string;
  readonly kind: IntentKind;
  /** The record it was done to. */
  readonly recordId: string | null;
  /** What to tell the person, where the kind and the record say too little. */
  readonly said: string | null;
}

/** Further back nobody remembers what it was. */
const KEPT_MAX = 50;

/** What this window did and can take back, the last at the end. */
export const useDone = create<{ readonly all: readonly Done[] }>(() => ({ all: [] }));

export const noteDone = (done: Done): void =>
  useDone.setState(({ all }) => ({ all: [...all, done].slice(-KEPT_MAX) }));

export const forgetDone = (intentId: string): void =>
  useDone.setState(({ all }) => ({ all: all.filter((done) => done.intentId !== intentId) }));

/** Somebody else sits here now: it is not theirs to take back, and may name a patient. */
export const forgetAllDone = (): void => useDone.setState({ all: [] });
