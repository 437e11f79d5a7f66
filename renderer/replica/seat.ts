import type { LockedDesk, SignedIn } from '../../shared/wire/desk/down.ts';

const SEAT = 'daybook-seat';
const ONE_TIME_CODE = /[#&]code=([\w-]{10,200})/;

/** What a window remembers of its sign-in until it is closed; a reload is no reason to ask again. */
interface Seat {
  readonly desk: string;
  readonly token: string | null;
  readonly me: SignedIn | null;
  /** Somebody left: a reload shows nothing either. */
  readonly locked?: LockedDesk | null;
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
  sessionStorage.setItem(SEAT, JSON.stringify({ desk, token: me?.token ?? null, me }));
}

/** Keeps what lets the same person in again, and not the key of what this window stored. */
export function lockSeat(locked: LockedDesk): void {
  const { desk, token } = readStored();
  sessionStorage.setItem(SEAT, JSON.stringify({ desk, token, me: null, locked }));
}

export function forgetSeat(): void {
  keepSeat(null);
}

function readStored(): Seat {
  const stored = sessionStorage.getItem(SEAT);
  if (stored !== null) return JSON.parse(stored) as Seat;
  return { desk: `Desk ${1 + Math.floor(Math.random() * 99)}`, token: null, me: null };
}
