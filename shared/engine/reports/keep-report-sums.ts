import type { Clock } from '../../core/clock.ts';
import type { Timers } from '../../core/timers.ts';
import type { Store } from '../store/open-store.ts';
import { keepSums } from './keep-sums.ts';

const HOUR_MS = 3_600_000;
/** After a start others have much to do. */
const FIRST_AFTER_MS = 120_000;
/** Between two parts, for whoever waits. */
const PAUSE_MS = 250;

/**
 * Keeps the sums of reports once an hour, for as long as a process runs, in one organisation after the
 * other and a small part at a time. A failure is told and tried again at the next turn. Returns how to
 * stop.
 */
export function keepReportSums(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  loadOrganisations: () => Promise<readonly string[]>,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  let isOpen = true;
  let stop = (): void => undefined;
  const pause = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (isOpen) stop = timers.after(PAUSE_MS, () => resolve(isOpen));
      else resolve(false);
    });
  const turn = async (): Promise<void> => {
    try {
      for (const organisationId of await loadOrganisations()) {
        if (!isOpen) return;
        await keepSums(store, { organisationId, nowMs: clock.nowMs(), pause }).catch(onError);
      }
    } catch (error) {
      onError(error);
    }
    if (isOpen) stop = timers.after(HOUR_MS, () => void turn());
  };
  stop = timers.after(FIRST_AFTER_MS, () => void turn());
  return () => {
    isOpen = false;
    stop();
  };
}
