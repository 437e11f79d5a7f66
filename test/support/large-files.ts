import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import {
  type BranchDatabase,
  openBranchDatabase,
} from '../../electron/host/database/open-branch-database.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { ImportMapping } from '../../shared/wire/desk/import.ts';
import { CONSULTATION, DR_DAS, MONDAY_8_MS } from './engine.ts';
import { PEOPLE_MAPPING } from './importing.ts';

const DAY_MS = 86_400_000;
/** As many as are written in several parts. */
export const PEOPLE = 2100;
export const SLOTS_A_DAY = 36;
export const SLOT_DAYS = 60;

export const people = `id,name\n${Array.from({ length: PEOPLE }, (_, i) => `${i + 1},Person ${i}`).join('\n')}\n`;

/** All taken, days that are over and days to come. */
export function slots(): string {
  const lines = Array.from({ length: SLOT_DAYS * SLOTS_A_DAY }, (_, i) => {
    const dayMs = MONDAY_8_MS + (Math.floor(i / SLOTS_A_DAY) - SLOT_DAYS / 2) * DAY_MS;
    const minute = 480 + (i % SLOTS_A_DAY) * 15;
    const clock = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
    return `${i},${new Date(dayMs).toISOString().slice(0, 10)},${clock.join(':')},False`;
  });
  return `id,date,time,available\n${lines.join('\n')}\n`;
}
export const SLOTS_MAPPING: ImportMapping = {
  ...PEOPLE_MAPPING,
  ...{ subject: 'slots', columns: ['id', 'date', 'time', 'available'], doctorId: DR_DAS },
  ...{ serviceId: CONSULTATION, slotMin: 15, bookedBecomeAppointments: true },
};

/** Books on the disk of this machine for each test of a file, gone with it. */
export function booksOfEachTest(): Pick<BooksOnDisk, 'open' | 'openAsLeft'> {
  let books: BooksOnDisk;
  beforeEach(() => {
    books = createBooksOnDisk();
  });
  afterEach(() => books[Symbol.asyncDispose]());
  return {
    open: (name) => books.open(name),
    openAsLeft: (name) => books.openAsLeft(name),
  };
}

type BooksOnDisk = ReturnType<typeof createBooksOnDisk>;

/** Books as a host opens them, in a folder of their own. */
function createBooksOnDisk() {
  const place = fs.mkdtempSync(join(tmpdir(), 'daybook-parts-'));
  const opened: BranchDatabase[] = [];
  const open = async (name: string): Promise<BranchDatabase> => {
    const folder = join(place, name);
    const database = await openBranchDatabase({ folder, nowMs: Date.now(), keys: null });
    opened.push(database);
    return database;
  };
  return {
    open,
    /** What a disk has of a book at this instant, opened as after a power cut. */
    openAsLeft: (name: string): Promise<BranchDatabase> => {
      const left = `${name} as left`;
      fs.cpSync(join(place, name), join(place, left), { recursive: true });
      return open(left);
    },
    [Symbol.asyncDispose]: async () => {
      for (const database of opened.splice(0)) await database.close().catch(() => undefined);
      fs.rmSync(place, { recursive: true, force: true });
    },
  };
}

/** A database between whose parts `act` asks for something, which is seen to before the next part. */
export function actingBetween(
  { aside, ...connector }: Connector,
  act: (no: number) => void,
): Connector {
  let no = 0;
  const letIn = async (): Promise<void> => {
    no += 1;
    act(no);
    await aside?.letIn();
  };
  return { ...connector, ...(aside && { aside: { ...aside, letIn } }) };
}
