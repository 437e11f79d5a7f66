import { expect, test } from 'vitest';
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

test('every figure of a report is on paper, and what it means [VI7]', async () => {
  const figures = Array.from({ length: 14 }, (_, i) => `Figure ${i}`);
  const rows = [
    ['part', 'of', ...figures],
    ['branch', 'Salt Lake', ...figures.map((_, i) => i + 100)],
    [],
    ['definition', 'Figure 3', 'What it means'],
  ];
  const all = (await pagesOf(reportPaper(rows, 'A report', 'Now.'))).join('|');
  for (const [i, name] of figures.entries()) {
    expect(all).toContain(name);
    expect(all).toContain(`${i + 100}`);
  }
  expect(all).toContain('What it means');
});
