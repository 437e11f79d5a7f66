import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IpcMain } from 'electron';
import { SHELL_CHANNEL } from '../../shared/wire/shell/shell-channel.ts';
import { isSafe, type SafeStorage } from './answer-keychain.ts';
import { isOwnPage } from './is-own-page.ts';

/** A seat is a few names, a token and a key; whatever is longer is none. */
const SEAT_LENGTH_MAX = 8000;

/**
 * Keeps a window's sign-in while the program is closed, so that the day is painted before the host
 * has opened. It holds the key of what the window stored, and therefore lies on the disk sealed by
 * the keychain of the operating system alone: where there is none, nothing is kept, and the person
 * signs in. How old a seat may be, the page decides; one that is locked holds no key.
 */
export function createSeatKeeper(
  storage: SafeStorage,
  file: string,
): {
  readonly listen: (ipc: IpcMain) => void;
  /** Resolves once what was asked for is done. */
  readonly settled: () => Promise<void>;
} {
  // In turn: of two seats that are kept the later one stays.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (run: () => Promise<void>): void => {
    // A seat that cannot be kept or read costs a sign-in, and nothing else.
    last = last.then(run).catch(() => forget(file));
  };
  return {
    listen: (ipc) => {
      ipc.on(SHELL_CHANNEL.keepSeat, (event, seat: unknown) => {
        if (isOwnPage(event)) inTurn(() => keep(storage, file, seat));
      });
      ipc.on(SHELL_CHANNEL.requestSeat, (event) => {
        if (!isOwnPage(event)) return;
        inTurn(async () => {
          const seat = await find(storage, file);
          event.sender.postMessage(SHELL_CHANNEL.seat, seat, []);
        });
      });
    },
    settled: () => last,
  };
}

async function keep(storage: SafeStorage, file: string, seat: unknown): Promise<void> {
  if (typeof seat !== 'string' || seat.length > SEAT_LENGTH_MAX || !(await isSafe(storage))) {
    forget(file);
    return;
  }
  const sealed = await storage.encryptStringAsync(seat);
  writeFileSync(`${file}.new`, sealed, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function find(storage: SafeStorage, file: string): Promise<string | null> {
  try {
    if (!(await isSafe(storage))) return null;
    return (await storage.decryptStringAsync(readFileSync(file))).result;
  } catch {
    return null;
  }
}

const forget = (file: string): void => rmSync(file, { force: true });
