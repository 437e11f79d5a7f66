import type { Timers } from '../../shared/core/timers.ts';
import type { BackupChecked, BackupTask } from '../../shared/wire/shell/backup-check.ts';
import {
  type FromHost,
  fromHostSchema,
  type MendChoice,
  type MendOffers,
  type ToHost,
} from '../../shared/wire/shell/host-message.ts';
import type { HostChild } from './host-child.ts';
import { RESTARTS_MAX, restartDelayMs } from './restart-delay.ts';
import { watchHeart } from './watch-heart.ts';

/** A host that ran this long was well: its next end counts as the first. */
const WELL_AFTER_MS = 60_000;
/** The host drains and checkpoints; an operating system that shuts down waits no longer either. */
const STOP_MAX_MS = 5_000;

export type HostState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'restarting'; readonly attempt: number; readonly exitCode: number }
  /** Waits for `restart`. `sentence` is the host's own reason, if it gave one. */
  | { readonly kind: 'failed'; readonly exitCode: number; readonly sentence: string | undefined }
  | { readonly kind: 'stopped' };

export interface HostProcess<Port> {
  readonly state: () => HostState;
  /** Hands the host the line to a window. Only while it is ready; otherwise nothing happens. */
  readonly connectDesk: (port: Port) => void;
  /** Tries again after `failed`. */
  readonly restart: () => void;
  /** Asks the host to finish, ends it if it does not within 5 s, and starts no other. */
  readonly stop: () => Promise<void>;
}

/** What the host may ask of the shell. */
interface HostAnswers {
  readonly answerKeychain: (
    question: Extract<FromHost, { kind: 'keychain-keep' | 'keychain-find' }>,
  ) => Promise<ToHost>;
  /** Resolves with true when somebody has written it down. */
  readonly showRecoveryKey: (text: string) => Promise<boolean>;
  /** Looks into a backup in a process of its own. */
  readonly checkBackup: (task: BackupTask) => Promise<BackupChecked>;
  /** What to do about a damaged book; null when the person quits instead. */
  readonly askMending: (offers: MendOffers) => Promise<MendChoice | null>;
}

/**
 * Keeps the host running: starts it again after an exit (code 70 says that it gave up on its
 * database and has acknowledged nothing since), soon at first and then less often, and ends one
 * that no longer answers. After eight ends in a row it stops trying and says so.
 */
export function createHostProcess<Port>(
  options: {
    readonly fork: () => HostChild<Port>;
    readonly onState: (state: HostState) => void;
    readonly timers: Timers;
  } & HostAnswers,
): HostProcess<Port> {
  const { timers, onState } = options;
  let state: HostState = { kind: 'starting' };
  let child: HostChild<Port> | undefined;
  let endsInARow = 0;
  const stop = Promise.withResolvers<void>();
  let isStopping = false;

  const become = (next: HostState): void => {
    state = next;
    onState(next);
  };

  const start = (): void => {
    if (isStopping) return;
    const run = options.fork();
    child = run;
    let sentence: string | undefined;
    let callOffWell = (): void => undefined;
    const heart = watchHeart(run, timers);
    run.onMessage((received) => {
      heart.heard();
      const message = fromHostSchema.safeParse(received).data;
      if (message?.kind === 'cannot-open') sentence = message.sentence;
      if (message) void answerHost(message, run, options);
      if (message?.kind !== 'ready' || isStopping) return;
      callOffWell = timers.after(WELL_AFTER_MS, () => {
        endsInARow = 0;
      });
      become({ kind: 'ready' });
    });
    run.onExit((exitCode) => {
      heart.stop();
      callOffWell();
      child = undefined;
      ended(exitCode, sentence);
    });
  };

  const ended = (exitCode: number, sentence: string | undefined): void => {
    endsInARow += 1;
    if (isStopping) {
      become({ kind: 'stopped' });
      stop.resolve();
    } else if (sentence !== undefined || endsInARow > RESTARTS_MAX) {
      become({ kind: 'failed', exitCode, sentence });
    } else {
      become({ kind: 'restarting', attempt: endsInARow, exitCode });
      timers.after(restartDelayMs(endsInARow), start);
    }
  };

  start();
  return {
    state: () => state,
    connectDesk: (port) => {
      if (state.kind === 'ready') child?.postMessage({ kind: 'desk' }, [port]);
    },
    restart: () => {
      if (state.kind !== 'failed') return;
      endsInARow = 0;
      become({ kind: 'starting' });
      start();
    },
    stop: () => {
      if (isStopping) return stop.promise;
      isStopping = true;
      if (!child) {
        become({ kind: 'stopped' });
        stop.resolve();
        return stop.promise;
      }
      child.postMessage({ kind: 'stop' });
      const callOff = timers.after(STOP_MAX_MS, () => child?.kill());
      return stop.promise.then(callOff);
    },
  };
}

async function answerHost(
  message: FromHost,
  run: { readonly postMessage: (message: ToHost) => void },
  { answerKeychain, showRecoveryKey, checkBackup, askMending }: HostAnswers,
): Promise<void> {
  if (message.kind === 'check-backup') {
    const { n, task } = message;
    run.postMessage({ kind: 'backup-checked', n, checked: await checkBackup(task) });
  }
  if (message.kind === 'damaged') {
    const choice = await askMending(message.offers);
    if (choice !== null) run.postMessage({ kind: 'mend', choice });
  }
  if (message.kind === 'keychain-keep' || message.kind === 'keychain-find') {
    run.postMessage(await answerKeychain(message));
  }
  if (message.kind === 'recovery-key' && (await showRecoveryKey(message.text))) {
    run.postMessage({ kind: 'recovery-key-noted' });
  }
}
