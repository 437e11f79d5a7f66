import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { readCalendar } from '../../electron/host/import/read-calendar.ts';
import { type StoredFile, storeFile } from '../../electron/host/import/store-file.ts';
import { generateItems } from '../../shared/domain/calendar/generate-items.ts';
import { knownTimeZone } from '../../shared/time/time-zone.ts';
import type { CalendarMapping } from '../../shared/wire/desk/import-calendar.ts';
import { DR_DAS, openTestEngine, SALT_LAKE, setUpClinic } from '../support/engine.ts';
import { openImports } from '../support/open-imports.ts';
import { makeCalendar } from './desk/make-calendar.ts';
import { type Cost, costOf, type Figure, median, ratioAtMost, reportFigures } from './figure.ts';

/**
 * A calendar of 5,000 events, a hundred of which repeat weekly, read from an encrypted file on the
 * disk and followed for two years; then all of it written into a book as time off, and taken back.
 * The peer is the bare parser that Daybook reads each event with, on the same text in memory. Run by
 * `node test/bench/icalendar.ts`.
 */

const EVENTS = 5000;
const ROUNDS = 5;
const HOUR_MS = 3_600_000;
const FIRST_MS = Date.UTC(2026, 2, 2, 3);
const WITHIN = { startMs: FIRST_MS, endMs: FIRST_MS + 730 * 24 * HOUR_MS };

/** What a dry run does before it asks the book. */
async function readAndFollow(file: StoredFile): Promise<number> {
  const zone = knownTimeZone('Asia/Kolkata');
  const calendar = await readCalendar(file, zone, {
    isWanted: () => true,
    onRows: () => undefined,
  });
  if (!calendar.ok) throw new Error(JSON.stringify(calendar.error));
  let items = 0;
  for (const events of calendar.value.eventsByUid.values()) {
    items += generateItems(events, WITHIN, zone).items.length;
  }
  return items;
}

const MAPPING: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
  ...{ firstDay: '2026-03-02', lastDay: '2027-01-31', removesGone: true },
  ...{ timeOffKind: 'leave', keepsTitles: true, affected: null, slotMin: 15 },
};

async function importAndUndo(text: string): Promise<{ readonly all: Cost; readonly undo: Cost }> {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  using imports = openImports(engine);
  let importId = '';
  const all = await costOf(async () => {
    importId = await imports.bring(text, MAPPING);
  });
  const undo = await costOf(() => imports.ask({ kind: 'import-undo', importId }));
  await engine.close();
  return { all, undo };
}

async function benchCalendar(folder: string): Promise<readonly Figure[]> {
  const text = makeCalendar(EVENTS, FIRST_MS);
  const fileOf = (name: string, content: string): StoredFile => {
    const stored = storeFile(join(folder, name));
    stored.append(Buffer.from(content));
    return stored;
  };
  const file = fileOf('bench.ics', text);
  const halfFile = fileOf('half.ics', makeCalendar(EVENTS / 2, FIRST_MS));
  const ours: Cost[] = [];
  const half: Cost[] = [];
  const bare: Cost[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await costOf(() => ICAL.parse(text)));
    ours.push(await costOf(() => readAndFollow(file)));
    half.push(await costOf(() => readAndFollow(halfFile)));
  }
  const middle = (costs: readonly Cost[], of: keyof Cost): number =>
    median(costs.map((c) => c[of]));
  const beside = (name: string, of: keyof Cost): Figure => ({
    ...{ bench: 'icalendar', name, ours: middle(ours, of), limit: ratioAtMost(3) },
    peer: { name: 'bare parser', value: middle(bare, of) },
  });
  const { all, undo } = await importAndUndo(text);
  const alone = (name: string, value: number): Figure => ({
    ...{ bench: 'icalendar', name, ours: value, peer: null, limit: null },
  });
  return [
    beside('reading 5,000 events and what they repeat into, ms', 'wallMs'),
    beside('reading 5,000 events and what they repeat into, CPU ms', 'cpuMs'),
    {
      ...{ bench: 'icalendar', name: 'reading 5,000 beside 2,500, CPU ms' },
      ours: middle(ours, 'cpuMs'),
      peer: { name: 'half of them', value: middle(half, 'cpuMs') },
      limit: ratioAtMost(2.5),
    },
    alone('a whole import of eleven months of them, ms', all.wallMs),
    alone('taking it back, ms', undo.wallMs),
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-icalendar-'));
try {
  reportFigures(await benchCalendar(folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
