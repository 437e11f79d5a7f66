import type { Timers } from '../../shared/core/timers.ts';
import type { ToHost } from '../../shared/wire/shell/host-message.ts';

const PING_EVERY_MS = 2_000;
/**
 * A minute of silence, which is longer than any query may run. Counted in pings and not by the
 * clock, which jumps when the machine wakes from sleep.
 */
const UNANSWERED_MAX = 30;

/** Pings a run of the host until `stop`, and kills it when it has not been heard for a minute. */
export function watchHeart(
  run: { readonly postMessage: (message: ToHost) => void; readonly kill: () => void },
  timers: Timers,
): { readonly heard: () => void; readonly stop: () => void } {
  let n = 0;
  let unanswered = 0;
  const beat = (): void => {
    callOff = timers.after(PING_EVERY_MS, beat);
    if (unanswered >= UNANSWERED_MAX) {
      run.kill();
      return;
    }
    n += 1;
    unanswered += 1;
    run.postMessage({ kind: 'ping', n });
  };
  let callOff = timers.after(PING_EVERY_MS, beat);
  return {
    heard: () => {
      unanswered = 0;
    },
    stop: () => callOff(),
  };
}
