import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportMapping } from '../../../shared/wire/desk/import.ts';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import {
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { PEOPLE_MAPPING } from '../../../test/support/importing.ts';
import { openImports } from '../../../test/support/open-imports.ts';
import { aCalendar, anEvent } from '../../../test/support/read-ics.ts';

let engine: TestEngine;
let imports: ReturnType<typeof openImports>;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  imports = openImports(engine);
});
afterEach(async () => {
  imports[Symbol.dispose]();
  await engine.close();
});

const agree = (kind: 'part-time' | 'locum', weekMin: number | null, fromDay: string | null) =>
  engine.ask('save-doctor', {
    ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind, active: true },
    branchIds: [SALT_LAKE],
    agreement: { dayMin: null, weekMin, fromDay, untilDay: null, places: [] },
  });

/** An hour and a half of slots on two Tuesdays, one of which is over. */
const SLOTS = `id,date,time,minutes
1,2026-02-24,09:00,90
2,2026-03-03,09:00,90
`;
const MAPPING: ImportMapping = {
  ...PEOPLE_MAPPING,
  ...{ subject: 'slots', columns: ['id', 'date', 'time', 'duration'] },
  ...{ doctorId: DR_DAS, slotMin: 30 },
};

const sessionCount = async () =>
  (await engine.store.read((db) => db.kysely.selectFrom('session').select('id').execute())).length;

const check = async (text: string, mapping: ImportMapping | CalendarMapping, name?: string) => {
  const importId = await imports.upload(text, name);
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return { importId, work: report.value.work };
};

test('slots of a file that are more than was agreed come in for a reason, which the audit trail keeps [DT4]', async () => {
  await agree('part-time', 60, null);
  const { importId, work } = await check(SLOTS, MAPPING);
  expect(work).toMatchObject({ count: 1, first: [{ kind: 'week-hours', found: 90, agreed: 60 }] });
  expect(await imports.ask({ kind: 'import-apply', importId })).toEqual({
    ok: false,
    error: { kind: 'against-agreement', count: 1 },
  });
  expect(await sessionCount()).toBe(0);
  const again = await check(SLOTS, MAPPING);
  const accepts = { kinds: ['week-hours' as const], reason: 'As they were before' };
  const asked = { kind: 'import-apply' as const, importId: again.importId, accepts };
  expect(await imports.ask(asked)).toMatchObject({ ok: true });
  expect(await sessionCount()).toBe(2);
  const audit = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').select('reason').where('intentKind', '=', 'import').execute(),
  );
  expect(audit.map(({ reason }) => reason)).toContain('As they were before');
});

test('working time of a calendar outside of a contract does not come in, whatever is said [DT1] [DT4]', async () => {
  await agree('locum', null, '2026-03-04');
  const calendar = aCalendar(
    anEvent('UID:a', 'DTSTART:20260303T043000Z', 'DTEND:20260303T060000Z', 'SUMMARY:Clinic'),
  );
  const mapping: CalendarMapping = {
    ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'sessions' },
    ...{ firstDay: '2026-03-02', lastDay: '2026-05-31', removesGone: true },
    ...{ timeOffKind: 'conference', keepsTitles: false, affected: null, slotMin: 20 },
  };
  const { importId, work } = await check(calendar, mapping, 'das.ics');
  expect(work).toMatchObject({ kinds: [{ kind: 'out-of-contract', effect: 'refuse' }] });
  const accepts = { kinds: ['out-of-contract' as const], reason: 'We need it' };
  expect(await imports.ask({ kind: 'import-apply', importId, accepts })).toMatchObject({
    error: { kind: 'against-agreement' },
  });
  expect(await sessionCount()).toBe(0);
  await agree('locum', null, '2026-03-03');
  const now = await check(calendar, mapping, 'das.ics');
  expect(now.work).toBeNull();
  expect(await imports.ask({ kind: 'import-apply', importId: now.importId })).toMatchObject({
    ok: true,
  });
});
