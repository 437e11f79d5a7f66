import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import type { SlotListMapping } from '../../../shared/wire/desk/import-slots.ts';
import {
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
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

const DAYS = { firstDay: '2026-03-02', lastDay: '2026-12-31', removesGone: true };
const SLOTS: SlotListMapping = {
  ...{ subject: 'slot-list', branchId: SALT_LAKE, placeKey: null, doctorId: DR_DAS, ...DAYS },
};
const CALENDAR: CalendarMapping = {
  ...{ subject: 'calendar', branchId: SALT_LAKE, doctorId: DR_DAS, become: 'sessions', ...DAYS },
  ...{ timeOffKind: 'leave', keepsTitles: false, affected: null, slotMin: 15 },
};

async function check(text: string | Uint8Array, mapping: SlotListMapping | CalendarMapping) {
  const importId = await imports.upload(text);
  await imports.ask({ kind: 'import-inspect', importId, shape: null });
  return imports.ask({ kind: 'import-dry-run', importId, mapping });
}

const slot = (id: string, start: string, end: string): string =>
  `${JSON.stringify({ resourceType: 'Slot', id, status: 'free', start, end })}\n`;
const NINE = slot('a', '2026-03-03T09:00:00+05:30', '2026-03-03T09:15:00+05:30');
const EVENT = anEvent('UID:a', 'DTSTART:20260303T033000Z', 'DTEND:20260303T043000Z');

test.each([
  ['a calendar', aCalendar(EVENT), CALENDAR],
  ['slots of others', NINE, SLOTS],
] as const)(
  'ten years of %s at once are refused, and so is a last day before the first [IM5]',
  async (_, text, mapping) => {
    for (const lastDay of ['2036-03-02', '2026-03-01', '2026-02-30']) {
      expect(await check(text, { ...mapping, lastDay })).toMatchObject({
        ok: false,
        error: { kind: 'no-such-days' },
      });
    }
    expect(await check(text, mapping)).toMatchObject({ value: { calendar: { added: 1 } } });
  },
);

test('an hour that the clocks show twice is two where the file says which, and none is left out [IM14]', async () => {
  const twice =
    slot('first', '2026-10-25T02:30:00+02:00', '2026-10-25T02:45:00+02:00') +
    slot('second', '2026-10-25T02:30:00+01:00', '2026-10-25T02:45:00+01:00');
  expect(await check(twice, SLOTS)).toMatchObject({
    value: { problems: [], calendar: { added: 2, leftOut: 0 } },
  });
});

test('slots in another encoding bring no letters that nobody wrote [IM15]', async () => {
  const wide = Buffer.from(`\uFEFF${NINE}`, 'utf16le');
  const importId = await imports.upload(wide, 'slots.ndjson');
  expect(await imports.ask({ kind: 'import-inspect', importId, shape: null })).toMatchObject({
    ok: false,
    error: { kind: 'not-a-table' },
  });
  const schedule = {
    ...{ resourceType: 'Schedule', id: 's' },
    actor: [{ reference: 'Practitioner/p', display: 'Priya Dás' }],
  };
  const lines = `${JSON.stringify(schedule)}\n${NINE.replace('{', '{"schedule":{"reference":"Schedule/s"},')}`;
  const report = await check(Buffer.from(lines, 'latin1'), { ...SLOTS, doctorId: null });
  expect(report).toMatchObject({
    value: { problems: [{ kind: 'unknown-doctor', value: 'a' }], calendar: { added: 0 } },
  });
});
