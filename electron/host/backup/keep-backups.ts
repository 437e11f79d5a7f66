import type { Timers } from '../../../shared/core/timers.ts';
import type { BackupFailure, BackupStatus } from '../../../shared/wire/desk/backups.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LOOK_EVERY_MS = 5 * MINUTE_MS;
/** When to try again after the first failure, the second, and so on. */
const RETRY_AFTER_MS = [10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS];
/** After these a person has to do something, and it is tried once a day. */
const GIVEN_UP_MS = 24 * HOUR_MS;

export interface KeptBackups {
  readonly status: () => BackupStatus;
  /** Calls `listener` when the status changes. Returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
  /** Says what an attempt came to that somebody asked for. */
  readonly note: (failure: BackupFailure | null) => void;
  readonly stop: () => void;
}

/**
 * Has a backup made within an hour of whatever is written, so that the last of a day has all of it;
 * one that fails is told, and tried again later each time. What nobody wrote in since stands for
 * itself. `make` gives why there is none, or null.
 */
export function keepBackups(options: {
  readonly make: () => Promise<BackupFailure | null>;
  readonly newestMs: () => number | null;
  /** The last place in the book's feed; null while there is no book to speak of. */
  readonly lastWritten: () => Promise<number | null>;
  readonly timers: Timers;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}): KeptBackups {
  const { make, newestMs, lastWritten, timers, nowMs, onError } = options;
  const listeners = new Set<() => void>();
  let failure: BackupStatus['failure'] = null;
  let failures = 0;
  let backedUp: number | null = null;

  const note = (next: BackupFailure | null): void => {
    failures = next === null ? 0 : failures + 1;
    failure = next && { ...next, atMs: nowMs() };
    for (const listener of listeners) listener();
  };
  const isDue = (written: number): boolean => {
    if (failure) {
      return nowMs() - failure.atMs >= (RETRY_AFTER_MS[failures - 1] ?? GIVEN_UP_MS);
    }
    return written !== backedUp && nowMs() - (newestMs() ?? 0) >= HOUR_MS;
  };
  const look = async (): Promise<void> => {
    const written = await lastWritten();
    if (written === null || !isDue(written)) return;
    const made = await make();
    if (made === null) backedUp = written;
    note(made);
  };

  let stopTimer = (): void => {};
  let isStopped = false;
  const lookLater = (): void => {
    if (isStopped) return;
    stopTimer = timers.after(LOOK_EVERY_MS, () => void look().catch(onError).finally(lookLater));
  };
  lookLater();
  return {
    status: () => ({ newestMs: newestMs(), failure }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    note,
    stop: () => {
      isStopped = true;
      stopTimer();
    },
  };
}
