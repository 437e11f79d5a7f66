import type { Random } from '../../../shared/core/random.ts';
import type { Result } from '../../../shared/core/result.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { ExchangeRefusal } from '../../../shared/wire/exchange/frame-header.ts';
import { unpackFrame } from './central-request.ts';

/** Commits of one moment travel together; those that come during an exchange, with the next. */
const DEBOUNCE_MS = 1;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** A refusal is not cured by asking again soon, but someone may cure it at central. */
const REFUSED_WAIT_MS = 60_000;
/** Central wakes this replica; should a wake be lost, this is how long it may go unnoticed. */
const POLL_MS = 60_000;
/** Trails are handed over beside what people work with, and a long one in its own time. */
const TRAIL_MS = 2000;
/** Exchanges in a row that bring nothing and yet ask for more: something is wrong, so wait. */
const FRUITLESS_MAX = 20;

export type SyncPhase =
  | { readonly name: 'idle' }
  /**
   * `failures`: attempts since central was last heard; `more`: it said that it has more; `refusal`:
   * what it said the last time, if it did not take what was said.
   */
  | {
      readonly name: 'exchanging';
      readonly failures: number;
      readonly more: boolean;
      readonly refusal: ExchangeRefusal | null;
    }
  | {
      readonly name: 'waiting';
      readonly failures: number;
      readonly untilMs: number;
      readonly refusal: ExchangeRefusal | null;
    };

export interface SyncLoop {
  readonly phase: () => SyncPhase;
  /** Exchanges at once, also while waiting; resolves when the attempt is over. */
  readonly now: () => Promise<void>;
  /** Takes a frame that central sent unasked. One that does not fit makes it exchange. */
  readonly take: (frame: Uint8Array) => Promise<void>;
  /** Starts no exchange any more; the answer to one under way is not taken: it is given again. */
  readonly stop: () => void;
}

export interface SyncLoopOptions {
  readonly engine: Pick<
    Engine,
    | 'store'
    | 'clock'
    | 'nextPush'
    | 'prepareNext'
    | 'takeAnswer'
    | 'takeNews'
    | 'splitPush'
    | 'speak'
  >;
  readonly organisationId: string;
  /** Throws when central cannot be reached. */
  readonly exchange: (frame: Uint8Array) => Promise<Result<Uint8Array, ExchangeRefusal>>;
  /** Has the replica go on under another name, as someone else writes under the one it had. */
  readonly onForked: () => Promise<void>;
  readonly timers: Timers;
  readonly random: Random;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps this replica and central in step: exchanges when something was written here, when central
 * says that it has something, when the network is back, and otherwise once a minute. While central
 * is out of reach it waits ever longer, to thirty seconds, and `now` cuts the wait short.
 */
export function startSyncLoop(options: SyncLoopOptions): SyncLoop {
  const state: LoopState = {
    options,
    phase: { name: 'idle' },
    isAskedAgain: false,
    isDueSoon: false,
    trailWaits: false,
    isStopped: false,
    cancelTimer: () => undefined,
    running: Promise.resolve(),
  };
  const { store } = options.engine;
  const stopListening = store.onCommit(({ organisationId, source }) => {
    if (organisationId !== options.organisationId || source === 'sync') return;
    options.onChange();
    if (state.phase.name === 'exchanging') state.isAskedAgain = true;
    if (state.phase.name !== 'idle' || state.isDueSoon) return;
    // Not put off by the next commit: a long row of them would never be sent.
    schedule(state, DEBOUNCE_MS);
    state.isDueSoon = true;
  });
  schedule(state, 0);
  return {
    phase: () => state.phase,
    now: () => attempt(state),
    take: (frame) => {
      if (state.phase.name === 'exchanging') state.isAskedAgain = true;
      else if (!state.isStopped) state.running = take(state, frame);
      return state.running;
    },
    stop: () => {
      state.isStopped = true;
      stopListening();
      state.cancelTimer();
    },
  };
}

interface LoopState {
  readonly options: SyncLoopOptions;
  phase: SyncPhase;
  /** Something came up during an exchange that it may have missed. */
  isAskedAgain: boolean;
  isDueSoon: boolean;
  /** More of audit trails is to be handed over, or to be told. */
  trailWaits: boolean;
  isStopped: boolean;
  cancelTimer: () => void;
  running: Promise<void>;
}

function schedule(state: LoopState, delayMs: number): void {
  state.cancelTimer();
  state.isDueSoon = false;
  if (state.isStopped) return;
  state.cancelTimer = state.options.timers.after(delayMs, () => void attempt(state));
}

/** One attempt at a time: whoever asks during one has it look again. */
function attempt(state: LoopState): Promise<void> {
  if (state.phase.name === 'exchanging') state.isAskedAgain = true;
  else if (!state.isStopped) state.running = run(state);
  return state.running;
}

async function run(state: LoopState): Promise<void> {
  const failures = failuresOf(state.phase);
  state.cancelTimer();
  enter(state, { name: 'exchanging', failures, more: false, refusal: refusalOf(state.phase) });
  try {
    const refusal = await exchangeAll(state);
    if (refusal) return wait(state, REFUSED_WAIT_MS, refusal);
    if (state.isStopped) return;
    enter(state, { name: 'idle' });
    schedule(state, state.trailWaits ? TRAIL_MS : POLL_MS);
  } catch (error) {
    state.options.onError(error);
    wait(state, backOffMs(failuresOf(state.phase), state.options.random), null);
  }
}

/** News do not wait for an exchange; an exchange follows if anything is left to say. */
async function take(state: LoopState, frame: Uint8Array): Promise<void> {
  const { engine, organisationId, onError } = state.options;
  state.cancelTimer();
  state.isAskedAgain = false;
  const { phase } = state;
  const [failures, refusal] = [failuresOf(phase), refusalOf(phase)];
  enter(state, { name: 'exchanging', failures, more: false, refusal });
  try {
    const taken = await engine.takeNews(organisationId, await unpackFrame(frame));
    if (state.isStopped) return;
    enter(state, { name: 'idle' });
    if (!taken.ok || taken.value.more || state.isAskedAgain) return attempt(state);
    schedule(state, state.trailWaits ? TRAIL_MS : POLL_MS);
  } catch (error) {
    onError(error);
    wait(state, backOffMs(failuresOf(state.phase), state.options.random), null);
  }
}

function wait(state: LoopState, waitMs: number, refusal: ExchangeRefusal | null): void {
  const untilMs = state.options.engine.clock.nowMs() + waitMs;
  enter(state, { name: 'waiting', failures: failuresOf(state.phase) + 1, untilMs, refusal });
  schedule(state, waitMs);
}

/** What central last said to this replica, if it refused to exchange. */
export const refusalOf = (phase: SyncPhase): ExchangeRefusal | null =>
  phase.name === 'idle' ? null : phase.refusal;

const failuresOf = (phase: SyncPhase): number => (phase.name === 'idle' ? 0 : phase.failures);

/** Exchanges until neither end has more. Gives central's refusal, if it refused. */
async function exchangeAll(state: LoopState): Promise<ExchangeRefusal | null> {
  const { engine, organisationId, exchange, onForked } = state.options;
  let fruitless = 0;
  let isForked = false;
  while (!state.isStopped) {
    state.isAskedAgain = false;
    const frame = await engine.nextPush(organisationId);
    if (state.isStopped) return null;
    const sentAtMs = engine.clock.nowMs();
    const [answer] = await Promise.all([exchange(frame), engine.prepareNext(organisationId)]);
    if (state.isStopped) return null;
    if (!answer.ok && answer.error.kind === 'forked' && !isForked) {
      isForked = true;
      await onForked();
      continue;
    }
    if (!answer.ok && answer.error.speaks && engine.speak(answer.error.speaks)) continue;
    // One row that central cannot read holds back no other: it is found by halves and set aside.
    if (!answer.ok && isUnread(answer.error) && (await engine.splitPush(organisationId))) continue;
    if (!answer.ok) return answer.error;
    const taken = await engine.takeAnswer(organisationId, answer.value, sentAtMs);
    if (!taken.ok) return { kind: 'malformed', detail: taken.error };
    state.trailWaits = taken.value.trail;
    enter(state, { name: 'exchanging', failures: 0, more: taken.value.more, refusal: null });
    if (!taken.value.more && !state.isAskedAgain) return taken.value.mustUpdate ? OUTDATED : null;
    fruitless = taken.value.rows > 0 || state.isAskedAgain ? 0 : fruitless + 1;
    if (fruitless > FRUITLESS_MAX) throw new Error('Exchanging goes on without getting anywhere.');
  }
  return null;
}

const OUTDATED: ExchangeRefusal = {
  kind: 'must-update',
  detail: 'Central took what was handed over; this program is too old for the news.',
};

const isUnread = ({ kind }: ExchangeRefusal): boolean =>
  kind === 'malformed' || kind === 'too-large';

function enter(state: LoopState, phase: SyncPhase): void {
  state.phase = phase;
  state.options.onChange();
}

/** Twice as long each time, less up to half by chance, so that branches do not return as one. */
function backOffMs(failures: number, random: Random): number {
  const [chance = 0] = random.bytes(1);
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 16));
  return Math.round(waitMs * (1 - chance / 512));
}
