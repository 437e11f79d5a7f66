import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExportWish } from '../../../shared/wire/desk/export.ts';
import type { ImportPlan, ImportReport } from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import {
  aBooking,
  admin,
  aSeries,
  at,
  CONSULTATION,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { answerExport } from './answer-export.ts';

// What left the book in a file comes back to the very records that it is of.

let engine: TestEngine;
let imports: ReturnType<typeof openImports>;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  imports = openImports(engine);
});
afterEach(async () => {
  imports[Symbol.dispose]();
  await engine.close();
});

const WISH: ExportWish = {
  ...{ kind: 'export', format: 'icalendar', content: 'appointments', branchId: SALT_LAKE },
  ...{ doctorId: DR_DAS, firstDay: '2026-03-02', lastDay: '2026-03-31', namesPatients: true },
  ...{ phone: '', address: '' },
};
const CALENDAR: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'time-off' },
  ...{ firstDay: '2026-03-02', lastDay: '2026-03-31', removesGone: true, timeOffKind: 'leave' },
  ...{ keepsTitles: true, affected: null, slotMin: 15 },
};
const VISITS: CalendarMapping = {
  ...CALENDAR,
  become: 'appointments',
  visits: { serviceId: CONSULTATION, takesNew: false },
};

async function take(wish: Partial<ExportWish>): Promise<string> {
  const answer = await answerExport(engine, ORGANISATION, { ...WISH, ...wish }, admin);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return Buffer.from(answer.value.base64, 'base64').toString('utf8');
}

async function check(text: string, mapping: ImportPlan): Promise<ImportReport> {
  const importId = await imports.upload(text);
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}

/** The mapping that is guessed of a table of Daybook's own. */
async function tableOf(text: string): Promise<ImportPlan> {
  const importId = await imports.upload(text);
  const found = await imports.ask({ kind: 'import-inspect', importId, shape: null });
  if (!found.ok || found.value.format !== 'table') throw new Error(JSON.stringify(found));
  const { subject, columns, dateFormat, encoding, delimiter, hasHeader } = found.value;
  expect(subject).toBe('appointments');
  return {
    ...{ subject, columns: [...columns], dateFormat, encoding, delimiter, hasHeader },
    ...{ branchId: SALT_LAKE, doctorId: DR_DAS, serviceId: CONSULTATION, slotMin: null },
    bookedBecomeAppointments: false,
  };
}

const starts = (table: 'appointment' | 'timeOff') =>
  engine.store.read(async (db) => {
    const rows = await db.kysely.selectFrom(table).select('startMs').orderBy('startMs').execute();
    return rows.map(({ startMs }) => startMs);
  });

test('appointments that left as a calendar or a table come back to themselves: nothing is doubled, and what was moved in the file moves [EX2] [IV4] [IV5]', async () => {
  for (const clock of ['10:00', '10:30']) {
    await engine.ask(
      'book',
      aBooking(engine.newId(), clock, { startMs: at(clock, 1), endMs: at(clock, 1) + 900_000 }),
    );
  }
  const calendar = await take({});
  const table = await take({ format: 'csv' });
  const mapping = await tableOf(table);
  const unchanged = { added: 0, changed: 0, removed: 0, unchanged: 2, leftOut: 0 };
  expect((await check(calendar, VISITS)).calendar).toMatchObject(unchanged);
  expect((await check(table, mapping)).calendar).toMatchObject(unchanged);
  const moved = table.replace(',10:30,', ',12:15,');
  expect(moved).not.toBe(table);
  await imports.bring(moved, mapping);
  expect(await starts('appointment')).toEqual([at('10:00', 1), at('12:15', 1)]);
  await imports.bring(calendar, VISITS);
  expect(await starts('appointment')).toEqual([at('10:00', 1), at('10:30', 1)]);
});

test('time off that left as a calendar comes back to itself, and stays what it was for [EX2] [IM11]', async () => {
  const times = [{ id: engine.newId(), startMs: at('09:00', 3), endMs: at('17:30', 3) }];
  const off = { doctorId: DR_DAS, kind: 'surgery' as const, reason: '', affected: null };
  await engine.ask('add-time-off', { ...off, times });
  const calendar = await take({ content: 'time-off' });
  const report = await check(calendar, CALENDAR);
  expect(report.calendar).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  const later = calendar.replace(/DTSTART:(\d+T)\d{6}Z/, 'DTSTART:$1043000Z');
  await imports.bring(later, CALENDAR);
  expect(await starts('timeOff')).toEqual([at('10:00', 3)]);
  const kinds = await engine.store.read((db) =>
    db.kysely.selectFrom('timeOff').select('kind').execute(),
  );
  expect(kinds).toEqual([{ kind: 'surgery' }]);
});
