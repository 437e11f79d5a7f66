import { expect, test } from 'vitest';
import { addCounts } from '../../../shared/domain/reports/report-counts.ts';
import { REPORT_FIGURES } from '../../../shared/domain/reports/report-figures.ts';
import type { Report } from '../../../shared/model/report.ts';
import { readPdf } from '../../../test/support/read-pdf.ts';
import type { Paper } from './paper.ts';
import { reportPaper } from './report-paper.ts';
import { writePdf } from './write-pdf.ts';

const paperOf = (rows: readonly (readonly string[])[]): Paper => ({
  ...{ title: 'A day', madeWords: 'As it was at nine.', isWide: false },
  parts: [
    {
      ...{ heading: 'Dr. Das', lines: ['Works 09:00–13:00'], rows, isOwnPage: true },
      columns: [
        { name: 'Time', share: 1 },
        { name: 'Patient', share: 3 },
      ],
    },
  ],
});

async function pagesOf(paper: Paper): Promise<readonly string[]> {
  const written = await writePdf(paper);
  if (!written.ok) throw new Error(written.error.letters.join());
  return readPdf(written.value);
}

test('300 lines go over several pages, the headings of their columns and the foot on each, no line lost [VI7]', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => [`${i}`, `Patient no ${i}.`]);
  const pages = await pagesOf(paperOf(rows));
  expect(pages.length).toBeGreaterThan(4);
  for (const [i, page] of pages.entries()) {
    expect(page).toContain('Time Patient');
    expect(page).toContain(`Page ${i + 1} of ${pages.length}.`);
  }
  const all = pages.join(' ');
  for (const [, name = ''] of rows) expect(all.split(name).length).toBe(2);
});

test('names are written as they are, with accents and in other scripts, whatever is in them [VI7]', async () => {
  const names = [
    'Zoë Łukasz Nguyễn',
    'Иван Петров',
    '<script>alert(1)</script>',
    '=HYPERLINK("x")',
    'Turned \u202eround\u0000 about',
  ];
  const [text = ''] = await pagesOf(paperOf(names.map((name, i) => [`${i}`, name])));
  for (const name of names.slice(0, 4)) expect(text).toContain(name);
  expect(text).toContain('Turned round about');
  const inScripts = paperOf([
    ['1', 'प्रिया'],
    ['2', 'শ্রীময়ী'],
  ]);
  const written = await writePdf(inScripts);
  if (!written.ok) throw new Error('Both scripts have a font.');
  const source = Buffer.from(written.value).toString('latin1');
  expect(source).toMatch(/\/FontFile\d/);
  expect(source).toMatch(/Noto ?Sans ?Devanagari/i);
  expect(source).toMatch(/Noto ?Sans ?Bengali/i);
});

test('a long word is broken and a long note is cut, within its column [VI7]', async () => {
  const [page = ''] = await pagesOf(
    paperOf([
      ['1', 'Q'.repeat(400)],
      ['2', 'word '.repeat(2000)],
    ]),
  );
  expect(page.split('Q').length - 1).toBe(400);
  expect(page).toContain('…');
});

test('letters that no font has are said, and no file is made without them [VI7]', async () => {
  const written = await writePdf(paperOf([['1', '王小明 and علي']]));
  expect(written).toMatchObject({ ok: false, error: { kind: 'no-letters' } });
  expect(written.ok || written.error.letters).toContain('王');
});

test('every figure of a report is on paper, how old it is on each page, what is missing and what each means [VI7] [RP5] [RP7]', async () => {
  const counts = addCounts({}, { booked: 8, cancelled: 2, unsaid: 1 });
  const asOfMs = Date.UTC(2026, 2, 2, 3, 10);
  const timeZone = 'Asia/Kolkata';
  const days = { firstDay: '2026-03-01', lastDay: '2026-03-02' };
  const report: Report = {
    ...{ ...days, formerFirstDay: '2026-02-27', formerLastDay: '2026-02-28', nowMs: asOfMs },
    branches: [{ id: 'b', name: 'Salt Lake', timeZone, asOfMs, isElsewhere: false }],
    ...{ all: counts, former: counts, perBranch: [{ key: 'b', counts }], cells: [] },
    ...{ days: [], doctors: [], services: [], weekdays: [], hours: [], names: {} },
    ...{ waits: [], formerWaits: [], leads: [], formerLeads: [] },
  };
  const of = { branchId: null, doctorId: null, serviceId: null };
  const pages = await pagesOf(reportPaper(report, { ...days, ...of }));
  for (const page of pages) {
    expect(page).toContain('Salt Lake as of 2 Mar 2026, 08:40 (Asia/Kolkata).');
  }
  const all = pages.join('|').replaceAll(/\s+/g, ' ');
  for (const { name } of REPORT_FIGURES) expect(all).toContain(name);
  expect(all).toContain('25 %');
  expect(all).toContain('1 visit is over and nobody said what became of them');
  expect(all).toContain('Appointments that were cancelled, out of all that were booked.');
});
