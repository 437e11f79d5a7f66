import { writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportMapping, ImportReport } from '../../../shared/wire/desk/import.ts';
import {
  at,
  CONSULTATION,
  DR_DAS,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { PEOPLE_MAPPING } from '../../../test/support/importing.ts';
import { makeZip, sheetXml, workbookParts } from '../../../test/support/make-zip.ts';
import { openImports } from '../../../test/support/open-imports.ts';

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

const PATIENTS: ImportMapping = {
  ...PEOPLE_MAPPING,
  ...{ columns: ['id', 'name', 'birth-date'], dateFormat: 'dd.mm.yyyy' },
};
const SLOTS: ImportMapping = {
  ...{ ...PATIENTS, subject: 'slots', columns: ['id', 'date', 'time', 'available'] },
  ...{ doctorId: DR_DAS, serviceId: CONSULTATION, slotMin: 15 },
};

const day = (text: string): Date => new Date(`${text}T00:00Z`);
const inspect = (importId: string) =>
  imports.ask({ kind: 'import-inspect', importId, shape: null });
async function check(bytes: Uint8Array, mapping: ImportMapping): Promise<ImportReport> {
  const importId = await imports.upload(bytes, 'file.xlsx');
  const report = await imports.ask({ kind: 'import-dry-run', importId, mapping });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}
const patients = () =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select(['number', 'name', 'birthDate'])
      .where('number', 'is not', null)
      .orderBy('number')
      .execute(),
  );

const PEOPLE = [
  ['Nr', 'Name', 'dob'],
  [1, 'Zoë Çelik', day('1980-10-10')],
  ['A2', 'Arun Rao', '16.11.1984'],
  [],
  [3, 'Li "Wei", Jr.', null],
] as const;

test('an Excel file is looked at, and read in as a file of separated values is [IM13]', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Notes', rows: [['Only', 'text']] },
      { name: 'People', rows: PEOPLE.map((row) => [...row]) },
    ],
  });
  const importId = await imports.upload(bytes, 'people.xlsx');
  expect(await inspect(importId)).toMatchObject({
    ok: true,
    value: { format: 'table', sheets: ['Notes', 'People'], sheet: 'Notes' },
  });
  const shape = { encoding: 'utf-8', delimiter: ',', hasHeader: true, sheet: 'People' } as const;
  expect(await imports.ask({ kind: 'import-inspect', importId, shape })).toMatchObject({
    value: {
      header: ['Nr', 'Name', 'dob'],
      sample: [
        ['1', 'Zoë Çelik', '1980-10-10'],
        ['A2', 'Arun Rao', '16.11.1984'],
        ['3', 'Li "Wei", Jr.', ''],
      ],
      columns: ['ignore', 'name', 'birth-date'],
    },
  });
  await imports.bring(bytes, { ...PATIENTS, sheet: 'People' });
  expect(await patients()).toEqual([
    { number: '1', name: 'Zoë Çelik', birthDate: '1980-10-10' },
    { number: '3', name: 'Li "Wei", Jr.', birthDate: null },
    { number: 'A2', name: 'Arun Rao', birthDate: '1984-11-16' },
  ]);
});

test('what is wrong is told with the row of the sheet, and nothing is written [IM3] [IM13]', async () => {
  const rows = [['Nr', 'Name', 'dob'], [], [1, 'Ada', '31.02.1980'], [2, 'Bo', null, 'more'], [3]];
  const bytes = await writeXlsx({ sheets: [{ name: 'People', rows }] });
  const report = await check(bytes, PATIENTS);
  expect(report.problems.map(({ line, kind }) => [line, kind])).toEqual([
    [3, 'impossible-date'],
    [4, 'wrong-column-count'],
    [5, 'missing'],
  ]);
  await expect(imports.bring(bytes, PATIENTS)).rejects.toThrow('has-problems');
  expect(await patients()).toEqual([]);
});

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADINGS = ['id', 'date', 'time', 'free'].map(text).join('');

test.each([
  ['1900', 46_083],
  ['1904', 46_083 - 1462],
])(
  'days and times are as Excel stores them in the date system of %s [IM13]',
  async (system, day) => {
    // 2 March 2026 and a quarter past nine, by themselves, together, and as a formula came to them.
    const quarterPast9 = 9.25 / 24;
    const rows = [
      HEADINGS,
      `<c><v>1</v></c><c s="1"><v>${day}</v></c><c s="2"><v>${quarterPast9}</v></c><c t="b"><v>1</v></c>`,
      `<c><v>2</v></c><c s="3"><v>${day + 9.5 / 24}</v></c><c s="3"><v>${day + 9.5 / 24}</v></c><c t="b"><v>0</v></c>`,
      `<c><v>3</v></c><c s="1"><f>TODAY()</f><v>${day}</v></c><c s="2"><f>1/2</f><v>0.5</v></c><c t="str"><f>"y"&amp;"es"</f><v>yes</v></c>`,
    ];
    const bytes = makeZip(workbookParts(sheetXml(rows), { is1904: system === '1904' }));
    await imports.bring(bytes, SLOTS);
    const slots = await engine.store.read((db) =>
      db.kysely.selectFrom('slot').select(['startMs', 'status']).orderBy('startMs').execute(),
    );
    expect(slots).toEqual([
      { startMs: at('09:15'), status: 'available' },
      { startMs: at('09:30'), status: 'blocked' },
      { startMs: at('12:00'), status: 'available' },
    ]);
  },
);

test('a formula that came to nothing is not understood, wherever it stands [IM13]', async () => {
  const rows = [
    ['Nr', 'Name', 'dob'].map(text).join(''),
    `<c><v>1</v></c><c t="e"><f>A9</f><v>#REF!</v></c><c/>`,
  ];
  const report = await check(makeZip(workbookParts(sheetXml(rows))), PATIENTS);
  expect(report.problems).toMatchObject([{ line: 2, kind: 'not-understood', column: 'name' }]);
});

const MANY = '<row/>'.repeat(20_000_000);
const TALL = Array.from({ length: 300_000 }, () => '<c r="GR1"/>');
const WIDE = Array.from({ length: 100_000 }, () => '<c r="XFD1"><v>1</v></c>');

test.each([
  ['unpacks without end', () => workbookParts(MANY), 'file-too-large'],
  ['says that it does not', () => workbookParts(MANY, { declared: 1000 }), 'not-a-table'],
  ['leaves open how much', () => workbookParts(MANY, { declared: 0 }), 'not-a-table'],
  ['has nothing but the last column', () => workbookParts(sheetXml(WIDE)), 'not-a-table'],
  ['has a place that is none', () => workbookParts(sheetXml(['<c r="&#88;FD1"/>'])), 'not-a-table'],
  ['is cut off', () => workbookParts('<worksheet><sheetData><row><c><v>1'), 'not-a-table'],
  ['is nothing but rows', () => workbookParts(sheetXml(TALL)), 'file-too-large'],
  ['is another archive', () => [{ name: 'a.txt', content: 'a' }], 'not-a-table'],
  ['has thousands of parts', () => manyParts(), 'not-a-table'],
])(
  'a workbook that %s is refused before it costs anything [IM5] [IM13]',
  async (_, parts, kind) => {
    const importId = await imports.upload(makeZip(parts()), 'file.xlsx');
    expect(await inspect(importId)).toMatchObject({ ok: false, error: { kind } });
    expect(
      await imports.ask({ kind: 'import-dry-run', importId, mapping: PATIENTS }),
    ).not.toMatchObject({ ok: true, value: { invalid: 0 } });
  },
);

const manyParts = () => [
  ...workbookParts(sheetXml([HEADINGS])),
  ...Array.from({ length: 3000 }, (_, i) => ({ name: `xl/media/${i}.png`, content: '' })),
];

test('a locked or old workbook, half a one, and what only begins like one are refused with what to do [IM13]', async () => {
  const whole = makeZip(workbookParts(sheetXml([HEADINGS])));
  for (const [bytes, detail] of [
    [Buffer.from('d0cf11e0a1b11ae1'.repeat(100), 'hex'), /Save it as \.xlsx/],
    [whole.subarray(0, whole.byteLength - 60), /cannot be unpacked/],
    [Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000, 7)]), /cannot be unpacked/],
  ] as const) {
    const importId = await imports.upload(bytes, 'file.xlsx');
    expect(await inspect(importId)).toMatchObject({
      error: { kind: 'not-a-table', detail: expect.stringMatching(detail) },
    });
  }
});
