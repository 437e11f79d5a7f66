import type { Timers } from '../core/timers.ts';
import type { Engine } from './open-engine.ts';

const TWICE_A_DAY_MS = 12 * 3_600_000;

/**
 * Keeps sessions derived up to the horizon for as long as a process runs, beginning now, in one
 * organisation after the other. A failure is told and tried again at the next turn. Returns how to
 * stop.
 */
export function keepHorizon(
  engine: Pick<Engine, 'extendHorizon'>,
  loadOrganisations: () => Promise<readonly string[]>,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  let stop = (): void => undefined;
  let isOpen = true;
  const turn = async (): Promise<void> => {
    const organisations = await loadOrganisations().catch((error: unknown) => {
      onError(error);
      return [];
    });
    for (const organisationId of organisations) {
      if (isOpen) await engine.extendHorizon(organisationId).catch(onError);
    }
    if (isOpen) stop = timers.after(TWICE_A_DAY_MS, () => void turn());
  };
  void turn();
  return () => {
    isOpen = false;
    stop();
  };
}
