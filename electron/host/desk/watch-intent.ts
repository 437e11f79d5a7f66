import { setImmediate } from 'node:timers/promises';
import type { Waiting } from '../../../shared/engine/store/pace.ts';
import type { DeskState } from './desk-state.ts';

/** Tells a desk how far a large intent of its own is, and hears whether it is still wanted. */
export function watchIntent({ line, calledOff }: DeskState, intentId: string): Waiting {
  let last = -1;
  return {
    onPercent: async (percent) => {
      const whole = Math.floor(percent);
      if (whole !== last) line.send({ type: 'intent-progress', intentId, percent: whole });
      last = whole;
      // What the desk says meanwhile is heard between two statements.
      await setImmediate();
    },
    isWanted: () => !calledOff.has(intentId),
  };
}
