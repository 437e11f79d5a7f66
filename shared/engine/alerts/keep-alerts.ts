import type { Clock } from '../../core/clock.ts';
import type { Timers } from '../../core/timers.ts';
import type { Store } from '../store/open-store.ts';
import { lookForAlerts } from './look-for-alerts.ts';

const EVERY_MS = 60_000;

/**
 * Looks once a minute, for as long as a process runs, for what nobody does and somebody has to know
 * of. A failure is told and tried again at the next turn. Returns how to stop.
 */
export function keepAlerts(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  loadOrganisations: () => Promise<readonly string[]>,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  const sinceMs = clock.nowMs();
  let stop = (): void => undefined;
  let isOpen = true;
  const turn = async (): Promise<void> => {
    const organisations = await loadOrganisations().catch((error: unknown) => {
      onError(error);
      return [];
    });
    for (const organisationId of organisations) {
      if (!isOpen) return;
      const at = { nowMs: clock.nowMs(), sinceMs };
      await lookForAlerts(store, organisationId, at).catch(onError);
    }
    if (isOpen) stop = timers.after(EVERY_MS, () => void turn());
  };
  stop = timers.after(EVERY_MS, () => void turn());
  return () => {
    isOpen = false;
    stop();
  };
}
