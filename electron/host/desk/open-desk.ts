import type { LineEnd } from '../../../shared/wire/desk/line-end.ts';
import { deskUpSchema } from '../../../shared/wire/desk/up.ts';
import type { DeskHost } from './desk-host.ts';
import { nearAt } from './desk-sight.ts';
import { createDeskState, type DeskLine, type DeskState } from './desk-state.ts';
import { handleMessage, hearAtOnce } from './handle-message.ts';
import { isLocked } from './lock-desk.ts';
import { greet, loadSignedInUser, sendStatus, stopWatching } from './sign-in-desk.ts';

/** More than a desk asks at once; one that goes on all the same is dropped and reconnects. */
const IN_FLIGHT_MAX = 500;
/** A peer that says so many things nobody understands is no desk of ours. */
const MALFORMED_MAX = 20;
const PROBLEMS_MAX = 10;

export interface Desk {
  /** Takes a message as it came over the line. It never throws. */
  readonly receive: (message: unknown) => void;
  /** The line is closed. */
  readonly close: (how: LineEnd) => void;
}

/** Serves one desk: one window or browser tab, from its hello to the end of its line. */
export function openDesk(host: DeskHost, line: DeskLine): Desk {
  const state = createDeskState(host, line);
  const stops = [host.onSetUp(() => void openBook(state).catch(failed(state)))];
  followStatus(state, stops);
  return {
    receive: (message) => receive(state, message),
    close: (how) => {
      state.ended = how;
      for (const stop of stops) stop();
      state.stopIdling();
      host.holds.lineEnded(line, how);
      stopWatching(state);
    },
  };
}

/** The organisation was set up from some desk: every other one is told what it is now. */
async function openBook(state: DeskState): Promise<void> {
  if (state.isGreeted && !state.isSettingUp) await greet(state);
}

function followStatus(state: DeskState, stops: (() => void)[]): void {
  const tell = (): void => {
    if (state.signedIn && !isLocked(state)) void sendStatus(state).catch(failed(state));
  };
  const follow = (): void => {
    const sync = state.host.book()?.sync;
    if (sync) stops.push(sync.onChange(tell));
  };
  stops.push(
    state.host.engine.store.onCommit(({ tables }) => {
      if (tables.has('alert')) tell();
      if (tables.has('appUser')) void holdToRights(state).catch(failed(state));
    }),
  );
  if (state.host.backups) stops.push(state.host.backups.onChange(tell));
  if (state.host.book()) follow();
  else stops.push(state.host.onSetUp(follow));
}

/** Whoever sees other branches from now on is shown the book anew; where that is none, nothing. */
async function holdToRights(state: DeskState): Promise<void> {
  if (state.host.limits === null || state.subscription === null) return;
  const user = await loadSignedInUser(state);
  const near = user && nearAt(state.host, user);
  if (user && String(near) === String(state.near)) return;
  stopWatching(state);
  state.line.close();
}

function receive(state: DeskState, message: unknown): void {
  if (state.ended !== null) return;
  const parsed = deskUpSchema.safeParse(message);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, PROBLEMS_MAX)
      .map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
    refuseMalformed(state, message, problems);
    return;
  }
  if (state.inFlight >= IN_FLIGHT_MAX) {
    state.line.close();
    return;
  }
  state.inFlight += 1;
  hearAtOnce(state, parsed.data);
  // Messages take effect in the order they came; only questions overtake each other.
  state.last = state.last
    .then(() => (state.ended !== null ? undefined : handleMessage(state, parsed.data)))
    .catch(failed(state, idOf(message)))
    .finally(() => {
      state.inFlight -= 1;
    });
}

function refuseMalformed(state: DeskState, message: unknown, problems: readonly string[]): void {
  state.malformed += 1;
  const id = idOf(message);
  const isIntent = fieldOf(message, 'type') === 'intent';
  if (isIntent && id !== null) {
    const refusal = { kind: 'malformed', problems } as const;
    state.line.send({ type: 'outcome', intentId: id, outcome: { ok: false, refusal } });
  } else {
    state.line.send({ type: 'refused', reason: 'malformed', id, problems });
  }
  if (state.malformed >= MALFORMED_MAX) state.line.close();
}

/** What went wrong is for the log; the desk hears that it did. */
const failed =
  (state: DeskState, id: string | null = null) =>
  (error: unknown): void => {
    state.host.onError(error, 'A message of a desk could not be handled.');
    const problems = ['The host could not do this.'];
    state.line.send({ type: 'refused', reason: 'failed', id, problems });
  };

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The id by which a desk waits for an answer: the message's own, or its intent's. */
function idOf(message: unknown): string | null {
  const id = fieldOf(message, 'id') ?? fieldOf(fieldOf(message, 'intent'), 'id');
  return typeof id === 'string' && id.length <= 40 ? id : null;
}
