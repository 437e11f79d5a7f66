import type { DaybookBridge, SeatMessage } from '../../shared/wire/desk/bridge.ts';
import type { LockedDesk, SignedIn } from '../../shared/wire/desk/down.ts';

const SEAT = 'daybook-seat';
const ONE_TIME_CODE = /[#&]code=([\w-]{10,200})/;
const MINUTE_MS = 60_000;
/** The shell answers in milliseconds; a window that waits longer opens without. */
const RECALL_MS = 1_000;

/**
 * What a window remembers of its sign-in; a reload is no reason to ask again. It has the key of what
 * the window stored on the disk, so where it lies matters. In a browser that is the tab's session
 * storage, and it ends with the tab: a key in IndexedDB, also one that scripts cannot read, would lie
 * in clear on the disk beside what it opens. The desktop program has the keychain of the operating
 * system, and keeps the seat there while it is closed.
 */
export interface Seat {
  readonly desk: string;
  readonly token: string | null;
  readonly me: SignedIn | null;
  /** Somebody left: a reload shows nothing either. */
  readonly locked?: LockedDesk | null;
  /** When somebody was last there. */
  readonly atMs?: number;
}

/**
 * Takes over the seat that the shell kept while the program was closed, before anything asks for
 * it. Whoever was away for longer than a desk may be left alone finds it locked.
 */
export async function recallSeat(bridge: DaybookBridge | undefined): Promise<void> {
  if (!bridge || sessionStorage.getItem(SEAT) !== null) return;
  const kept = await askForSeat(bridge);
  if (kept === null) return;
  const seat = lockIfLeft(JSON.parse(kept) as Seat, Date.now());
  sessionStorage.setItem(SEAT, JSON.stringify(seat));
}

function askForSeat(bridge: DaybookBridge): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (seat: string | null): void => {
      removeEventListener('message', arrive);
      clearTimeout(timer);
      resolve(seat);
    };
    const arrive = ({ source, data }: MessageEvent<Partial<SeatMessage> | null>): void => {
      if (source === window && data?.kind === 'daybook-seat') done(data.seat ?? null);
    };
    const timer = setTimeout(() => done(null), RECALL_MS);
    addEventListener('message', arrive);
    bridge.requestSeat();
  });
}

/**
 * A seat as it may be used now: locked when nobody was there for as long as a desk may be left alone.
 * A clock that was set back says nothing of how long that was.
 */
export function lockIfLeft(seat: Seat, nowMs: number): Seat {
  const { desk, token, me, atMs = 0 } = seat;
  if (!me || (atMs <= nowMs && nowMs - atMs < me.idleLockMin * MINUTE_MS)) return seat;
  return { desk, token, me: null, locked: { name: me.name, login: '', hasPin: false } };
}

/** How this window calls itself, and by what it is let in again. */
export function loadSeat(): Seat {
  const linked = ONE_TIME_CODE.exec(location.hash)?.[1];
  const stored = readStored();
  if (linked === undefined) return stored;
  // The code works once, and should not stay in the address for the next person to copy.
  history.replaceState(null, '', location.pathname);
  // Kept, because the address no longer has it when the seat is asked for again.
  const seat = { ...stored, token: linked, me: null };
  sessionStorage.setItem(SEAT, JSON.stringify(seat));
  return seat;
}

export function keepSeat(me: SignedIn | null): void {
  const { desk } = readStored();
  store({ desk, token: me?.token ?? null, me, atMs: Date.now() });
}

/** Somebody is at the desk. */
export function touchSeat(): void {
  const stored = readStored();
  if (stored.me) store({ ...stored, atMs: Date.now() });
}

/** Keeps what lets the same person in again, and not the key of what this window stored. */
export function lockSeat(locked: LockedDesk): void {
  const { desk, token } = readStored();
  store({ desk, token, me: null, locked });
}

export function forgetSeat(): void {
  keepSeat(null);
}

function store(seat: Seat): void {
  const text = JSON.stringify(seat);
  sessionStorage.setItem(SEAT, text);
  window.daybook?.keepSeat(seat.token === null ? null : text);
}

function readStored(): Seat {
  const stored = sessionStorage.getItem(SEAT);
  if (stored !== null) return JSON.parse(stored) as Seat;
  return { desk: `Desk ${1 + Math.floor(Math.random() * 99)}`, token: null, me: null };
}
