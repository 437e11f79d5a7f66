import type { SignedIn } from '../../shared/wire/desk/down.ts';
import { chooseCarrier } from '../replica/choose-carrier.ts';
import { createDeskClient } from '../replica/desk-client.ts';
import { openReadModel } from '../replica/read-model.ts';
import { loadSeat } from '../replica/seat.ts';
import { useSession } from '../state/session-store.ts';
import { useView } from '../state/view-store.ts';
import type { Desk } from './desk.ts';
import { createIntentSender } from './intent-sender.ts';
import { paintSeen, rememberSeen } from './last-seen.ts';
import type { Outbox } from './open-outbox.ts';

const REMEMBER_AFTER_MS = 3000;
const DAY_MS = 86_400_000;

/** Opens everything behind the screens: the line, the read model, the outbox. */
export async function openDesk(): Promise<Desk> {
  const readModel = await openReadModel();
  const client = createDeskClient(chooseCarrier(), readModel);
  const outbox = createPersonalOutbox();
  const intents = createIntentSender(client, outbox.current);
  client.ready.add(() => void outbox.openFor(useSession.getState().me).then(intents.resend));
  const { me } = loadSeat();
  if (me) void outbox.openFor(me).then(() => outbox.paint());
  rememberFromTimeToTime(outbox.current);
  return { client, intents };
}

/** The outbox of whoever is signed in; another person's is closed first. */
function createPersonalOutbox() {
  let owner: string | null = null;
  let opening: Promise<Outbox> | null = null;
  let opened: Outbox | null = null;
  return {
    current: () => opened,
    openFor: async (me: SignedIn | null): Promise<void> => {
      if (me === null || owner === me.userId) {
        await opening;
        return;
      }
      owner = me.userId;
      const before = opened;
      opened = null;
      // Its packages come after the first paint; nothing on screen waits for them.
      opening = Promise.resolve(before?.close())
        .then(() => import('./open-outbox.ts'))
        .then(({ openOutbox }) => openOutbox(me));
      opened = await opening;
    },
    paint: async (): Promise<void> => {
      if (opened) await paintSeen(opened);
    },
  };
}

/** Once the screen has been quiet for a moment, it is remembered for the next start. */
function rememberFromTimeToTime(outbox: () => Outbox | null): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const current = outbox();
      const { day } = useView.getState();
      if (!current || day === null || useSession.getState().line !== 'open') return;
      const around = Date.parse(day);
      void rememberSeen(current, (row) => isAround(row, around));
    }, REMEMBER_AFTER_MS);
  };
  useView.subscribe(later);
  useSession.subscribe(later);
}

/** Rows without a time belong to every day. */
function isAround(row: object, dayMs: number): boolean {
  if (!('startMs' in row) || typeof row.startMs !== 'number') return true;
  return row.startMs > dayMs - DAY_MS && row.startMs < dayMs + 2 * DAY_MS;
}
