import type { SignedIn } from '../../shared/wire/desk/down.ts';
import { chooseCarrier } from '../replica/choose-carrier.ts';
import { createDeskClient } from '../replica/desk-client.ts';
import { openReadModel, type ReadModel } from '../replica/read-model.ts';
import { onRowsChanged } from '../replica/rows-store.ts';
import { loadSeat, recallSeat } from '../replica/seat.ts';
import { isWall } from '../state/is-wall.ts';
import { leavePins } from '../state/pins-store.ts';
import { useSession } from '../state/session-store.ts';
import { forgetVisitsUnderWay } from '../state/under-way-store.ts';
import { useView } from '../state/view-store.ts';
import type { Desk } from './desk.ts';
import { createIntentSender } from './intent-sender.ts';
import { keepPins, recallPins } from './keep-pins.ts';
import { recallSeen, rememberSeen } from './last-seen.ts';
import { createPersonalOutbox, type PersonalOutbox } from './personal-outbox.ts';

const REMEMBER_AFTER_MS = 3000;
/** Whatever else there is to do, it is remembered by then. */
const IDLE_MAX_MS = 5000;
const DAY_MS = 86_400_000;
/** Whoever comes back so soon goes on with the day that was open; later, with today. */
const GO_ON_MS = 30 * 60_000;

/** Opens everything behind the screens: the line, the read model, the outbox. */
export async function openDesk(): Promise<Desk> {
  const [readModel] = await Promise.all([openReadModel(), recallSeat(window.daybook)]);
  const client = createDeskClient(chooseCarrier(), readModel);
  const outbox = createPersonalOutbox();
  const intents = createIntentSender(client, outbox.current);
  // Somebody signed in at this window, and was not let in again after a reload or a lock.
  let isAnew = false;
  client.ready.add(() => {
    const { me } = useSession.getState();
    if (me)
      void outbox
        .openFor(me)
        .then(() => recallPins(outbox.current(), { isAnew }))
        .then(intents.resend);
  });
  useSession.subscribe(({ me, locked }, before) => {
    if (!before.me && me) isAnew = before.isGreeted && before.locked === null;
    if (!before.me || me) return;
    leavePins();
    forgetVisitsUnderWay();
    outbox.leave({ isLocked: locked !== null });
  });
  keepPins(outbox.current);
  const { me } = loadSeat();
  if (me && !isWall()) void outbox.openFor(me).then(() => paintSeen(outbox, readModel, me));
  rememberFromTimeToTime(outbox);
  return { client, intents };
}

/**
 * Paints what was seen last, unless the host was faster. The host says its welcome before any row,
 * so whatever it sends comes after these. Nobody else can have come: a desk that was left is locked,
 * and has no key to what it showed.
 */
async function paintSeen(
  outbox: PersonalOutbox,
  readModel: ReadModel,
  me: SignedIn,
): Promise<void> {
  const opened = outbox.current();
  // Of another key, or broken: then there is nothing to paint.
  const seen = opened && (await recallSeen(opened).catch(() => null));
  if (!seen || useSession.getState().isGreeted) return;
  for (const message of seen.rows) void readModel.take(message);
  // With its person the window counts how long nobody touches it, host or none.
  useSession.setState({ me, replica: seen.replica, seenMs: seen.atMs });
  if (Date.now() - seen.atMs < GO_ON_MS) useView.setState({ day: seen.day });
}

/** What is on the screen is remembered for the next start a moment after it changed. */
function rememberFromTimeToTime(outbox: PersonalOutbox): void {
  let isDue = false;
  const later = (): void => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => requestIdleCallback(remember, { timeout: IDLE_MAX_MS }), REMEMBER_AFTER_MS);
  };
  const remember = (): void => {
    isDue = false;
    const current = outbox.current();
    const { day } = useView.getState();
    const { line, me, replica } = useSession.getState();
    if (!current || !me || !replica || day === null || line !== 'open') return;
    const atMs = Date.now();
    const days = [Date.parse(day), atMs - (atMs % DAY_MS)];
    const isShown = (row: object): boolean => days.some((dayMs) => isAround(row, dayMs));
    const isOpen = (): boolean => outbox.current() === current;
    // Its person may leave meanwhile; then there is nothing to remember.
    rememberSeen(current, { replica, day, atMs }, { isShown, isOpen }).catch(() => undefined);
  };
  useView.subscribe(later);
  useSession.subscribe(later);
  onRowsChanged(later);
}

/** Rows without a time belong to every day. */
function isAround(row: object, dayMs: number): boolean {
  const { startMs, endMs } = row as { readonly startMs?: number; readonly endMs?: number };
  if (startMs === undefined || endMs === undefined) return true;
  return endMs > dayMs - DAY_MS && startMs < dayMs + 2 * DAY_MS;
}
