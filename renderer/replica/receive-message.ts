import type { Interval } from '../../shared/time/interval.ts';
import type { DeskDown, LockedDesk } from '../../shared/wire/desk/down.ts';
import { useSession } from '../state/session-store.ts';
import type { Listeners } from './listeners.ts';
import type { PendingAnswers } from './pending-answers.ts';
import type { ReadModel } from './read-model.ts';
import { forgetSeat, keepSeat, lockSeat } from './seat.ts';
import type { DayWatch } from './watch-days.ts';

export type Outcome = Extract<DeskDown, { type: 'outcome' }>;
export type IntentPace = Extract<DeskDown, { type: 'intent-progress' }>;
export type Progress = Extract<DeskDown, { type: 'progress' }>;

/** Who wants which of the host's messages. */
export interface Receivers {
  readonly readModel: ReadModel;
  readonly answers: PendingAnswers;
  readonly outcomes: Listeners<Outcome>;
  readonly progress: Listeners<Progress>;
  readonly paces: Listeners<IntentPace>;
  readonly days: Pick<DayWatch, 'heard'>;
  /** Someone is signed in on an open line. */
  readonly onReady: () => void;
}

/** Puts one message of the host where it belongs. */
export function receiveMessage(to: Receivers, message: DeskDown): void {
  switch (message.type) {
    case 'welcome':
      welcome(to, message);
      return;
    case 'signed-out':
      forgetSeat();
      useSession.setState({ me: null, locked: null, sync: null, alerts: null });
      void to.readModel.clear();
      return;
    case 'locked':
      hideBook(to, message.locked);
      return;
    case 'refused':
      if (message.reason === 'protocol-unsupported') useSession.setState({ isOutdated: true });
      else if (message.id !== null) to.answers.fail(message.id, message.problems);
      return;
    case 'answer':
      to.answers.resolve(message.id, message.answer);
      return;
    case 'outcome':
      to.outcomes.tell(message);
      return;
    case 'rows':
      void to.readModel.take(message);
      return;
    case 'status':
      useSession.setState({
        ...{ sync: message.status, backups: message.backups, alerts: message.alerts },
      });
      return;
    case 'backup-progress':
      useSession.setState({ backupPhase: message.phase });
      return;
    case 'intent-progress':
      to.paces.tell(message);
      return;
    case 'progress':
      to.progress.tell(message);
      return;
    case 'watching':
      endWindow(to, { startMs: message.fromMs, endMs: message.toMs });
      return;
  }
}

function endWindow({ readModel, days }: Receivers, window: Interval): void {
  void readModel.endWindow(window).then(() => days.heard(window));
}

function welcome(to: Receivers, message: Extract<DeskDown, { type: 'welcome' }>): void {
  const before = useSession.getState().me;
  const { replica, signedIn: me, locked, sampleLogins } = message;
  const known = { line: 'open', isGreeted: true, seenMs: null, replica, sampleLogins } as const;
  if (locked) {
    useSession.setState(known);
    hideBook(to, locked);
    return;
  }
  if (before && before.userId !== me?.userId) void to.readModel.clear();
  keepSeat(me);
  useSession.setState({ ...known, me, locked: null });
  if (me) to.onReady();
}

/** Somebody left this desk: what it knew of the book is gone from the screen and from memory. */
export function hideBook(
  { readModel, answers }: Pick<Receivers, 'readModel' | 'answers'>,
  locked: LockedDesk,
): void {
  lockSeat(locked);
  useSession.setState({ me: null, locked, sync: null, alerts: null });
  answers.lose();
  void readModel.clear();
}
