import { createNewId, type NewId } from '../../shared/core/ids.ts';
import type { Interval } from '../../shared/time/interval.ts';
import type { AnswerOf } from '../../shared/wire/desk/answers.ts';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import type { SetUp } from '../../shared/wire/desk/set-up.ts';
import type { SetUpAnswer, SignInAnswer, UnlockAnswer } from '../../shared/wire/desk/sign-in.ts';
import type { DeskUp } from '../../shared/wire/desk/up.ts';
import type { WallBoard } from '../../shared/wire/desk/waiting-room.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import { isWall } from '../state/is-wall.ts';
import { useSession } from '../state/session-store.ts';
import type { DeskCarrier } from './desk-carrier.ts';
import { keepLine } from './keep-line.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { createPendingAnswers, LineLost } from './pending-answers.ts';
import type { ReadModel } from './read-model.ts';
import {
  hideBook,
  type IntentPace,
  type Outcome,
  type Progress,
  receiveMessage,
} from './receive-message.ts';
import { forgetSeat, keepSeat, loadSeat } from './seat.ts';
import { createDayWatch } from './watch-days.ts';

const DAY_MS = 86_400_000;

/** This window's side of the conversation with the host. */
export interface DeskClient {
  readonly newId: NewId;
  /** Says a message if there is a line; false if there is none. */
  readonly tell: (message: DeskUp) => boolean;
  /** Rejects with LineLost when the line breaks, and with HostFailed when the host does. */
  readonly ask: <A extends Ask>(ask: A) => Promise<AnswerOf<A>>;
  readonly signIn: (login: string, password: string) => Promise<SignInAnswer>;
  readonly signOut: () => void;
  /** Hides the book until the same person unlocks it; also without a line to the host. */
  readonly lock: () => void;
  readonly unlock: (pin: string) => Promise<UnlockAnswer>;
  readonly setUp: (setUp: SetUp) => Promise<SetUpAnswer>;
  /** Shows the days `shown` from now on, and is ready for those `around` them. */
  readonly watch: (shown: Interval, around: Interval) => void;
  /** What a screen in the waiting room shows; nobody has to be signed in. Rejects as `ask` does. */
  readonly wall: () => Promise<WallBoard | null>;
  readonly outcomes: Listeners<Outcome>;
  readonly progress: Listeners<Progress>;
  /** How far a large intent of this window is. */
  readonly paces: Listeners<IntentPace>;
  /** Told when someone is signed in on an open line, also after a break. */
  readonly ready: Listeners<null>;
}

export function createDeskClient(carrier: DeskCarrier, readModel: ReadModel): DeskClient {
  const clock = { nowMs: () => Date.now() };
  const newId = createNewId(clock, {
    bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  const answers = createPendingAnswers();
  const outcomes = createListeners<Outcome>();
  const progress = createListeners<Progress>();
  const paces = createListeners<IntentPace>();
  const ready = createListeners<null>();
  // Until a screen says which days it shows, those around today: every screen needs the rest.
  const days = createDayWatch(
    { startMs: Date.now() - 10 * DAY_MS, endMs: Date.now() + 20 * DAY_MS },
    ({ startMs: fromMs, endMs: toMs }) => {
      if (useSession.getState().me) tell({ type: 'watch', fromMs, toMs, onlyNew: true });
    },
  );

  const onReady = (): void => {
    days.again();
    ready.tell(null);
  };
  const line = keepLine(carrier, {
    onOpen: (opened) => {
      const { desk, token: known, locked } = loadSeat();
      const token = isWall() ? null : known;
      const isLocked = (locked ?? null) !== null;
      const protocol = PROTOCOL_VERSION;
      opened.send({ type: 'hello', protocol, desk, token, locked: isLocked });
    },
    onMessage: (message) =>
      receiveMessage({ readModel, answers, outcomes, progress, paces, days, onReady }, message),
    onLost: () => {
      useSession.setState({ line: 'lost' });
      answers.lose();
    },
  });
  addEventListener('online', line.retryNow);
  document.addEventListener('visibilitychange', line.retryNow);

  const tell = (message: DeskUp): boolean => {
    const current = line.current();
    current?.send(message);
    return current !== null;
  };
  const request = async <T>(message: DeskUp & { readonly id: string }): Promise<T> => {
    if (!tell(message)) throw new LineLost('There is no line to the host.');
    return answers.wait<T>(message.id);
  };
  const enter = <A extends SignInAnswer | SetUpAnswer | UnlockAnswer>(answer: A): A => {
    if (answer.ok && answer.value) {
      keepSeat(answer.value);
      useSession.setState({ me: answer.value, locked: null });
      onReady();
    }
    return answer;
  };

  return {
    ...{ newId, tell, outcomes, progress, paces, ready },
    ask: (ask) => request({ type: 'ask', id: newId(), ask }),
    signIn: async (login, password) =>
      enter(await request<SignInAnswer>({ type: 'sign-in', id: newId(), login, password })),
    signOut: () => {
      // At once: a window that is left before the host has answered lets nobody in again.
      if (tell({ type: 'sign-out' })) forgetSeat();
    },
    lock: () => {
      const { me } = useSession.getState();
      // At once, however long the host takes; it then says how to unlock. Without a line it is told
      // when there is one.
      tell({ type: 'lock' });
      if (me) hideBook({ readModel, answers }, { name: me.name, login: '', hasPin: false });
    },
    unlock: async (pin) => enter(await request<UnlockAnswer>({ type: 'unlock', id: newId(), pin })),
    setUp: async (setUp) =>
      enter(await request<SetUpAnswer>({ type: 'set-up', id: newId(), setUp })),
    watch: days.show,
    wall: () => request({ type: 'wall', id: newId() }),
  };
}
