import fs from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../shared/core/clock.ts';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import { loadDaySheet } from '../../../shared/engine/queries/load-day-sheet.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import type { DaySheet } from '../../../shared/model/day-sheet.ts';
import { addDays, dayAt, minuteOfDay } from '../../../shared/time/day.ts';
import { instantToWall } from '../../../shared/time/local-time.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import type { SheetPlan, SheetState } from '../../../shared/wire/desk/day-sheet.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';
import { deriveKey, lockPage } from './lock-page.ts';
import { pdfLink } from './pdf-link.ts';
import { sheetHtml } from './sheet-html.ts';
import { readPlan, writePlan } from './sheet-plan.ts';

const LOOK_EVERY_MS = 60_000;
/** A disk that is full is not so for a minute: more attempts on one day change nothing. */
const ATTEMPTS_MAX = 5;
const FILE = /^day-sheet-(\d{4}-\d\d-\d\d)\.html$/;
const fileOf = (day: string): string => `day-sheet-${day}.html`;

export interface DaySheets {
  readonly state: () => SheetState;
  /** Has sheets made from now on, locked by the password; null makes none, and removes those there are. */
  readonly set: (plan: (SheetPlan & { readonly password: string }) | null) => Promise<void>;
  /** Makes today's if it is due, and removes what is older than it is kept. Never rejects. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

/**
 * Once a day, at its hour or as soon after it as the program runs, writes what is booked at the branch
 * today and tomorrow into a folder of its own, for when the power or the program fails.
 */
export function openDaySheets(options: {
  readonly folder: string;
  readonly seal: TextSeal;
  readonly store: Pick<Store, 'read'>;
  readonly organisationId: string;
  readonly branchId: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}): DaySheets {
  const { folder, seal, store, organisationId, branchId, clock, timers, onError } = options;
  const sheets = join(folder, 'day-sheets');
  let plan = readPlan(folder, seal);
  let failed = { day: '', times: 0 };

  const load = (day: string): Promise<DaySheet | null> => {
    const wish = { branchId, doctorId: null, day, nowMs: clock.nowMs() };
    return store.read((db) => loadDaySheet(db, organisationId, wish));
  };
  const make = async (day: string): Promise<void> => {
    if (plan === null) return;
    const loaded = await Promise.all([load(day), load(addDays(day, 1))]);
    const both = loaded.filter((sheet) => sheet !== null);
    const title = `Day sheet of ${both[0]?.branch ?? ''}, ${day}`;
    fs.mkdirSync(sheets, { recursive: true, mode: 0o700 });
    // The page is what an outage needs; a PDF that fails takes nothing from it.
    const pdf = await pdfLink(both, title).catch((error: unknown) => {
      onError(error);
      return '';
    });
    const page = `${pdf}${sheetHtml(both)}`;
    if (plan === null) return;
    writeFileWhole(join(sheets, fileOf(day)), lockPage(page, title, plan.key));
  };
  const attempt = async (): Promise<void> => {
    const branch = await store.read((db) => loadRecord(db, organisationId, 'branch', branchId));
    if (plan === null || !branch) return;
    const wall = instantToWall(knownTimeZone(branch.timeZone), clock.nowMs());
    const day = dayAt(knownTimeZone(branch.timeZone), clock.nowMs());
    removeBefore(sheets, addDays(day, -plan.keepDays));
    const isTriedEnough = failed.day === day && failed.times >= ATTEMPTS_MAX;
    if (minuteOfDay(wall) < plan.atMin || isTriedEnough) return;
    if (fs.existsSync(join(sheets, fileOf(day)))) return;
    failed = { day, times: failed.day === day ? failed.times + 1 : 1 };
    await make(day);
    failed = { day: '', times: 0 };
  };
  const look = (): Promise<void> => attempt().catch(onError);

  let stop = (): void => undefined;
  let isOpen = true;
  const later = (): void => {
    if (isOpen) stop = timers.after(LOOK_EVERY_MS, () => void look().finally(later));
  };
  later();
  return {
    state: () => ({
      plan: plan && { atMin: plan.atMin, keepDays: plan.keepDays },
      folder: sheets,
      lastDay: daysIn(sheets).at(-1) ?? null,
      hasFailed: failed.times > 0,
    }),
    set: async (next) => {
      const { atMin = 0, keepDays = 0 } = next ?? {};
      const fresh = next && { atMin, keepDays, key: await deriveKey(next.password) };
      writePlan(folder, seal, fresh);
      plan = fresh;
      failed = { day: '', times: 0 };
      // Those of before open by another password, or are not wanted any more.
      for (const day of daysIn(sheets)) fs.rmSync(join(sheets, fileOf(day)), { force: true });
      await look();
    },
    look,
    stop: () => {
      isOpen = false;
      stop();
    },
  };
}

/** The days of which there are sheets, the earliest first. Other files are nobody's business here. */
function daysIn(sheets: string): readonly string[] {
  if (!fs.existsSync(sheets)) return [];
  return fs
    .readdirSync(sheets)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .toSorted();
}

function removeBefore(sheets: string, firstKept: string): void {
  for (const day of daysIn(sheets)) {
    if (day < firstKept) fs.rmSync(join(sheets, fileOf(day)), { force: true });
  }
}
