import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IN_CLEAR } from '../../../shared/core/text-seal.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  at,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { readPdf } from '../../../test/support/read-pdf.ts';
import { createTestTimers } from '../../../test/support/test-timers.ts';
import { type DaySheets, openDaySheets } from './open-day-sheets.ts';

const PASSWORD = 'for a dark day';
const NINE = 9 * 60;
const DAY_MS = 86_400_000;
let folder: string;
let engine: TestEngine;
let errors: unknown[];
let opened: DaySheets[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-sheets-'));
  [errors, opened] = [[], []];
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  const patient = aPatient(engine.newId(), 'Nila <b>Dutta</b>');
  const named = { patientId: patient.id, newPatient: patient };
  await engine.ask('book', aBooking(engine.newId(), '10:00', named));
  const next = { startMs: at('11:00', 1), endMs: at('11:15', 1) };
  await engine.ask('book', aBooking(engine.newId(), '11:00', next));
});
afterEach(async () => {
  for (const one of opened) one.stop();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): DaySheets {
  const sheets = openDaySheets({
    ...{ folder, seal: IN_CLEAR, store: engine.store, organisationId: ORGANISATION },
    ...{ branchId: SALT_LAKE, clock: engine.clock, timers: createTestTimers(engine.clock) },
    onError: (error) => errors.push(error),
  });
  opened.push(sheets);
  return sheets;
}
const files = (): readonly string[] => {
  const path = join(folder, 'day-sheets');
  return existsSync(path) ? readdirSync(path).toSorted() : [];
};
function unlock(page: string, password: string): string {
  const [, json = ''] = /id="sealed">(.*?)<\/script>/s.exec(page) ?? [];
  const { rounds, salt, iv, data } = JSON.parse(json);
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const key = pbkdf2Sync(password, bytes(salt), rounds, 32, 'sha256');
  const sealed = bytes(data);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv));
  decipher.setAuthTag(sealed.subarray(-16));
  return decipher.update(sealed.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
}

test('none is made until somebody asks for it; then one a day, from its hour on, locked [VI6]', async () => {
  const sheets = open();
  await sheets.look();
  expect(files()).toEqual([]);
  await sheets.set({ atMin: NINE, keepDays: 2, password: PASSWORD });
  expect(files()).toEqual([]);
  engine.clock.advance(3_600_000);
  await sheets.look();
  expect(files()).toEqual(['day-sheet-2026-03-02.html']);
  const page = readFileSync(join(folder, 'day-sheets', 'day-sheet-2026-03-02.html'), 'utf8');
  expect(page).not.toMatch(/Nila|Dutta|Meera|98300/);
  const html = unlock(page, PASSWORD);
  // Today and tomorrow, and what a name says is no HTML.
  expect(html).toContain('Nila &lt;b&gt;Dutta&lt;/b&gt;');
  expect(html).toContain('Meera Iyer');
  expect(html).toContain('11:00–11:15');
  expect(() => unlock(page, 'another')).toThrow();
  expect(readFileSync(join(folder, 'day-sheets.json'), 'utf8')).not.toContain(PASSWORD);
  expect(errors).toEqual([]);
});

test('they are removed after their days, and all of them when they are switched off [VI6]', async () => {
  const sheets = open();
  await sheets.set({ atMin: 0, keepDays: 2, password: PASSWORD });
  for (let day = 0; day < 4; day += 1) {
    engine.clock.advance(DAY_MS);
    await sheets.look();
  }
  expect(files()).toEqual(['04', '05', '06'].map((day) => `day-sheet-2026-03-${day}.html`));
  sheets.stop();
  // The program was started anew: the plan is kept.
  const again = open();
  expect(again.state()).toMatchObject({ plan: { atMin: 0, keepDays: 2 }, lastDay: '2026-03-06' });
  await again.set(null);
  expect(files()).toEqual([]);
  expect(open().state()).toMatchObject({ plan: null, lastDay: null });
});

test('the page brings the same days as a PDF, behind the same password [VI6] [VI7]', async () => {
  const sheets = open();
  engine.clock.advance(3_600_000);
  await sheets.set({ atMin: NINE, keepDays: 2, password: PASSWORD });
  const [file = ''] = files();
  const page = readFileSync(join(folder, 'day-sheets', file), 'utf8');
  expect(page).not.toContain('application/pdf');
  const [, data = ''] =
    /href="data:application\/pdf;base64,([^"]+)"/.exec(unlock(page, PASSWORD)) ?? [];
  const pages = await readPdf(Buffer.from(data, 'base64'));
  expect(pages.join('|')).toContain('Nila <b>Dutta</b>');
  expect(pages.length).toBe(2);
  expect(errors).toEqual([]);
});
