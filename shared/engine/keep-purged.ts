import type { Timers } from '../core/timers.ts';
import { PURGED_AT_ONCE } from './exchange/purge-departed.ts';
import type { Engine } from './open-engine.ts';

const HOUR_MS = 3_600_000;
/** Others get their turn between two parts of a large purge. */
const NEXT_PART_MS = 1000;

/**
 * Forgets once an hour, for as long as a process runs, what everyone who has to know was told, in
 * one organisation after the other. A failure is told and tried again at the next turn. Returns how
 * to stop.
 */
export function keepPurged(
  engine: Pick<Engine, 'purge'>,
  loadOrganisations: () => Promise<readonly string[]>,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  let isOpen = true;
  const purge = (organisationId: string): Promise<number> =>
    engine.purge(organisationId).catch((error: unknown) => {
      onError(error);
      return 0;
    });
  const turn = async (): Promise<void> => {
    let most = 0;
    try {
      for (const organisationId of await loadOrganisations()) {
        if (isOpen) most = Math.max(most, await purge(organisationId));
      }
    } catch (error) {
      onError(error);
    }
    if (isOpen) stop = timers.after(most < PURGED_AT_ONCE ? HOUR_MS : NEXT_PART_MS, go);
  };
  const go = (): void => void turn();
  let stop = timers.after(HOUR_MS, go);
  return () => {
    isOpen = false;
    stop();
  };
}
