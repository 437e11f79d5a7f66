import type { Timers } from '../core/timers.ts';
import type { Engine } from './open-engine.ts';

const TWICE_A_DAY_MS = 12 * 3_600_000;

/**
 * Keeps sessions derived up to the horizon for as long as a process runs, beginning now. A failure
 * is told and tried again at the next turn. Returns how to stop.
 */
export function keepHorizon(
  engine: Engine,
  organisationId: string,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  let stop = (): void => undefined;
  let isOpen = true;
  const turn = async (): Promise<void> => {
    await engine.extendHorizon(organisationId).catch(onError);
    if (isOpen) stop = timers.after(TWICE_A_DAY_MS, () => void turn());
  };
  void turn();
  return () => {
    isOpen = false;
    stop();
  };
}
