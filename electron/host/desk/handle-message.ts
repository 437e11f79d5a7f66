import { err, ok } from '../../../shared/core/result.ts';
import { type IntentOutcome, parseIntent } from '../../../shared/engine/intents/execute-intent.ts';
import { loadUser } from '../../../shared/engine/queries/load-user.ts';
import type { Intent, IntentKind } from '../../../shared/model/intent.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import type { SetUp } from '../../../shared/wire/desk/set-up.ts';
import type { SetUpAnswer, SignInAnswer, UnlockAnswer } from '../../../shared/wire/desk/sign-in.ts';
import type { DeskUp } from '../../../shared/wire/desk/up.ts';
import { PROTOCOL_VERSION } from '../../../shared/wire/protocol-version.ts';
import { answerAsk } from './answer-ask.ts';
import { answerWall } from './answer-wall.ts';
import type { DeskFeed, FeedSubscription } from './desk-feed.ts';
import { nearAt } from './desk-sight.ts';
import type { DeskState } from './desk-state.ts';
import { checkPin, isLocked, lock, noteActive } from './lock-desk.ts';
import { narrowRows } from './narrow-rows.ts';
import {
  greet,
  loadActor,
  loadSignedInUser,
  resumeSignIn,
  sendStatus,
  signInAs,
  signOut,
  stopWatching,
  toSignedIn,
} from './sign-in-desk.ts';
import { watchIntent } from './watch-intent.ts';

type Message<T extends DeskUp['type']> = Extract<DeskUp, { readonly type: T }>;
type Outcome = Extract<DeskDown, { readonly type: 'outcome' }>['outcome'];

/** A desk shows a month and what surrounds it; more at once is a mistake. */
const WATCHED_DAYS_MAX = 100;
const DAY_MS = 86_400_000;
/** A desk has few intents under way. */
const CALLED_OFF_MAX = 100;
/** Who only looks neither sets up, hands files over nor puts up a screen for a waiting room. */
const NOT_LOOKING: readonly DeskUp['type'][] = ['set-up', 'upload', 'wall'];
/** Not for whoever answers for some branches alone, where the book of all is looked at. */
const OF_ALL_BRANCHES: readonly IntentKind[] = ['save-alerting'];
/** Somebody is at the desk who says these; the others a window says by itself. */
const OF_PEOPLE: readonly DeskUp['type'][] = ['active', 'intent', 'ask', 'upload'];

/** Does what one well-formed message asks. Whatever it throws is the host's own failure. */
export async function handleMessage(state: DeskState, message: DeskUp): Promise<void> {
  if (message.type === 'hello') return hello(state, message);
  if (!state.isGreeted) {
    refuse(state, null, 'The first message of a desk is its hello.');
    state.line.close();
    return;
  }
  if (state.host.limits !== null && NOT_LOOKING.includes(message.type)) {
    refuse(state, 'id' in message ? message.id : null, 'This is done at a branch.');
    return;
  }
  if (OF_PEOPLE.includes(message.type)) noteActive(state, () => lockIdle(state));
  switch (message.type) {
    case 'sign-in':
      return signIn(state, message);
    case 'sign-out':
      return signOut(state);
    case 'active':
      return;
    case 'lock':
      return lockNow(state);
    case 'unlock':
      return unlock(state, message);
    case 'set-up':
      return setUp(state, message);
    case 'intent':
      return intent(state, message);
    // It was heard at once; what was called off too late, or is nothing, is forgotten.
    case 'call-off':
      state.calledOff.delete(message.intentId);
      return;
    case 'watch':
      return watch(state, message);
    case 'ask':
      return ask(state, message);
    case 'upload':
      return upload(state, message);
    case 'wall':
      return answer(state, message.id, await answerWall(state.host));
  }
}

/**
 * What cannot wait for its turn: while a file is written, everything that asks the book waits for
 * the end of that, and so would calling it off. Its answer comes in its turn.
 */
export function hearAtOnce(state: DeskState, message: DeskUp): void {
  const { signedIn, host } = state;
  const isHere = signedIn && host.access.userOfToken(signedIn.token) === signedIn.userId;
  if (!isHere || isLocked(state)) return;
  if (message.type === 'call-off' && state.calledOff.size < CALLED_OFF_MAX) {
    state.calledOff.add(message.intentId);
  } else if (message.type === 'ask' && message.ask.kind === 'import-cancel') {
    host.book()?.imports.callOff(signedIn.userId, message.ask.importId);
  }
}

async function hello(state: DeskState, message: Message<'hello'>): Promise<void> {
  if (message.protocol !== PROTOCOL_VERSION) {
    const reason = 'protocol-unsupported';
    state.line.send({ type: 'refused', reason, ours: PROTOCOL_VERSION });
    state.line.close();
    return;
  }
  stopWatching(state);
  state.name = message.desk;
  state.isGreeted = true;
  await resumeSignIn(state, message.token);
  if (message.locked && state.signedIn) state.host.access.lock(state.signedIn.token);
  await greet(state);
  noteActive(state, () => lockIdle(state));
}

async function lockNow(state: DeskState): Promise<void> {
  const user = await loadSignedInUser(state);
  if (user) lock(state, user);
}

function lockIdle(state: DeskState): void {
  lockNow(state).catch((error: unknown) =>
    state.host.onError(error, 'A desk could not be locked.'),
  );
}

async function unlock(state: DeskState, message: Message<'unlock'>): Promise<void> {
  const value = await unlockBy(state, message.pin);
  answer(state, message.id, value);
  if (value.ok) {
    noteActive(state, () => lockIdle(state));
    await sendStatus(state);
  } else if (value.error.kind === 'password-required') signOut(state);
}

async function unlockBy(state: DeskState, pin: string): Promise<UnlockAnswer> {
  const user = await loadSignedInUser(state);
  if (!user || !state.signedIn || !isLocked(state)) return err({ kind: 'password-required' });
  const checked = await checkPin(state, pin);
  return checked.ok ? ok(toSignedIn(state, user, state.signedIn.token)) : checked;
}

async function signIn(state: DeskState, message: Message<'sign-in'>): Promise<void> {
  const signedIn = await state.host.signIn(message.login, message.password);
  const value: SignInAnswer = signedIn.ok ? ok(signInAs(state, signedIn.value)) : signedIn;
  answer(state, message.id, value);
  noteActive(state, () => lockIdle(state));
  if (value.ok) await sendStatus(state);
}

async function setUp(state: DeskState, message: Message<'set-up'>): Promise<void> {
  state.isSettingUp = true;
  try {
    const done = await setUpAndSignIn(state, message.setUp);
    answer(state, message.id, done);
    if (done.ok) await greet(state);
  } finally {
    state.isSettingUp = false;
  }
}

async function setUpAndSignIn(state: DeskState, wish: SetUp): Promise<SetUpAnswer> {
  const done = await state.host.setUp(wish);
  if (!done.ok) return done;
  const { userId } = done.value;
  const organisationId = state.host.book()?.organisationId;
  if (userId === null || organisationId === undefined) return ok(null);
  const user = await state.host.engine.store.read((db) =>
    loadUser(db, organisationId, { id: userId }),
  );
  return ok(user ? signInAs(state, user) : null);
}

async function intent(state: DeskState, message: Message<'intent'>): Promise<void> {
  const { id } = message.intent;
  const outcome = await outcomeOf(state, message);
  if (outcome) state.line.send({ type: 'outcome', intentId: id, outcome });
}

/** The rows are on their way before the outcome is, so that a desk never shows the time as free. */
async function outcomeOf(state: DeskState, message: Message<'intent'>): Promise<Outcome | null> {
  const book = state.host.book();
  if (!book) return { ok: false, refusal: { kind: 'not-set-up' } };
  const parsed = parseIntent(message.intent);
  if (!parsed.ok) return { ok: false, refusal: parsed.error };
  if (state.host.limits?.intents.has(parsed.value.kind) === false) {
    return { ok: false, refusal: { kind: 'only-looked-at' } };
  }
  const actor = await loadActor(state);
  if (!actor) return null;
  if (nearAt(state.host, actor) !== null && OF_ALL_BRANCHES.includes(parsed.value.kind)) {
    return { ok: false, refusal: { kind: 'only-looked-at' } };
  }
  const done = await execute(state, book.organisationId, actor, parsed.value);
  if (!done.ok) return { ok: false, refusal: done.error };
  await book.feed.settled();
  return { ok: true, ...done.value };
}

/** What fails was taken back with its transaction: that is said, so that nobody waits for it. */
async function execute(
  state: DeskState,
  organisationId: string,
  actor: Actor,
  intent: Intent,
): Promise<IntentOutcome> {
  const { host } = state;
  try {
    const waiting = watchIntent(state, intent.id);
    const done = await host.engine.execute(organisationId, actor, intent, waiting);
    if (done.ok) await host.holds.note(state.line, { organisationId, actor }, intent);
    // The window went while the time was taken for it.
    if (state.ended) host.holds.lineEnded(state.line, state.ended);
    return done;
  } catch (error) {
    host.onError(error, `The intent ${intent.kind} failed.`);
    return err({ kind: 'malformed', problems: ['The host could not do this.'] });
  }
}

async function watch(state: DeskState, message: Message<'watch'>): Promise<void> {
  const book = state.host.book();
  const actor = book && (await loadActor(state));
  if (!book || !actor) return;
  const { fromMs, toMs, onlyNew } = message;
  const days = (toMs - fromMs) / DAY_MS;
  if (days <= 0 || days > WATCHED_DAYS_MAX) {
    refuse(state, null, `A desk watches at most ${WATCHED_DAYS_MAX} days, from a start to an end.`);
    return;
  }
  state.subscription ??= follow(state, book.feed, nearAt(state.host, actor));
  state.subscription.watch({ startMs: fromMs, endMs: toMs }, onlyNew);
}

function follow(
  state: DeskState,
  feed: DeskFeed,
  near: readonly string[] | null,
): FeedSubscription {
  // Whoever asked for what changed hears of it at once, in the same turn.
  const deliver = (message: DeskDown): void => state.line.send(message, true);
  const drop = state.line.close;
  state.near = near;
  return feed.subscribe({
    near,
    deliver: near === null ? deliver : narrowRows(near, { deliver, restart: drop }),
    drop,
  });
}

async function ask(state: DeskState, message: Message<'ask'>): Promise<void> {
  const { host } = state;
  const book = host.book();
  const actor = book && (await loadActor(state));
  if (!book || !actor) return;
  if (host.limits?.asks.has(message.ask.kind) === false) {
    return refuseAsk(state, message.id, 'Here the book is only looked at.');
  }
  const asking = { actor, near: nearAt(host, actor), report: state.line.send };
  // Not waited for: a long answer must not hold up what this desk asks for next.
  void answerAsk(host, book, message.ask, asking).then(
    (value) => answer(state, message.id, value),
    (error: unknown) => {
      host.onError(error, `The question ${message.ask.kind} could not be answered.`);
      refuseAsk(state, message.id, 'The host could not answer.');
    },
  );
}

const refuseAsk = (state: DeskState, id: string, problem: string): void =>
  state.line.send({ type: 'refused', reason: 'failed', id, problems: [problem] });

async function upload(state: DeskState, message: Message<'upload'>): Promise<void> {
  const actor = await loadActor(state);
  if (actor) await state.host.book()?.imports.upload(actor, message);
}

const answer = (state: DeskState, id: string, value: unknown): void =>
  state.line.send({ type: 'answer', id, answer: value });

const refuse = (state: DeskState, id: string | null, problem: string): void =>
  state.line.send({ type: 'refused', reason: 'malformed', id, problems: [problem] });
