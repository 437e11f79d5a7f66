import { expect, test } from 'vitest';
import { ok } from '../../core/result.ts';
import type { Report, ReportBranch } from '../../model/report.ts';
import { addDays, type DayRange } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { reportNotes, reportRows } from '../export/report-rows.ts';
import { addCounts } from './report-counts.ts';
import { reportDays } from './report-days.ts';
import { figureOf, REPORT_FIGURES } from './report-figures.ts';
import { reportGaps } from './report-gaps.ts';
import { piecesKeptUp, reportPeriods, reportPieces } from './report-pieces.ts';
import { reportSpans } from './report-spans.ts';
import { sayAllKnown, sayGap, sayKnown } from './say-known.ts';
import { spreadMedian } from './spread-median.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 2, 20, 9);
const none = addCounts({}, {});

const branch = (name: string, more: Partial<ReportBranch> = {}): ReportBranch => ({
  ...{ id: name, name, timeZone: 'Asia/Kolkata', asOfMs: NOW_MS, isElsewhere: false },
  ...more,
});
const aReport = (more: Partial<Report> = {}): Report => ({
  ...{ firstDay: '2026-03-01', lastDay: '2026-03-20', nowMs: NOW_MS },
  ...{ formerFirstDay: '2026-02-09', formerLastDay: '2026-02-28' },
  ...{ branches: [branch('Salt Lake')], all: none, former: none, days: [], doctors: [] },
  ...{ services: [], perBranch: [], weekdays: [], hours: [], cells: [], names: {} },
  ...{ waits: [], formerWaits: [], leads: [], formerLeads: [] },
  ...more,
});

test('where there is nothing to reckon from there is no figure, not a zero [RP1]', () => {
  const shares = REPORT_FIGURES.filter(({ unit }) => unit !== 'count');
  expect(shares.map((figure) => figure.valueOf(none))).toEqual(shares.map(() => null));
  const some = addCounts(none, { noShow: 1, arrived: 3, unsaid: 9 });
  expect(figureOf('no-show').valueOf(some)).toBe(0.25);
  const late = addCounts(none, { booked: 12, cancelled: 4, cancelledUnknown: 2, lateCancelled: 1 });
  expect(figureOf('late-cancellation').valueOf(late)).toBe(0.1);
});

test('days are cut where the clocks change, and nothing of them is left out [RP2]', () => {
  const berlin = knownTimeZone('Europe/Berlin');
  const spans = reportSpans('b', berlin, { firstDay: '2026-03-28', lastDay: '2026-03-30' });
  expect(spans).toEqual([
    {
      branchId: 'b',
      startMs: Date.UTC(2026, 2, 27, 23),
      endMs: Date.UTC(2026, 2, 29, 1),
      offsetMs: HOUR_MS,
    },
    {
      branchId: 'b',
      startMs: Date.UTC(2026, 2, 29, 1),
      endMs: Date.UTC(2026, 2, 30, 22),
      offsetMs: 2 * HOUR_MS,
    },
  ]);
});

test('four weeks that are over are counted as one, other days one by one, and both are kept [RP3] [RP8]', () => {
  const pieces = reportPieces(
    { firstDay: '2026-01-10', lastDay: '2026-02-12' },
    Date.UTC(2026, 1, 13),
  );
  const day = (one: string, isKept = true) => ({ firstDay: one, lastDay: one, isKept });
  expect(pieces).toEqual([
    ...[day('2026-01-10'), day('2026-01-11')],
    { firstDay: '2026-01-12', lastDay: '2026-02-08', isKept: true },
    ...[day('2026-02-09'), day('2026-02-10')],
    // Whose visits may still go on somewhere, by some clock.
    { firstDay: '2026-02-11', lastDay: '2026-02-12', isKept: false },
  ]);
  const early = reportPieces(
    { firstDay: '2026-01-12', lastDay: '2026-02-08' },
    Date.UTC(2026, 1, 10, 23),
  );
  expect(early).toHaveLength(28);
  expect(early.at(-1)).toEqual(day('2026-02-08', false));
  // Behind marks, a period is read at once, whatever is over.
  expect(reportPeriods({ firstDay: '2026-01-01', lastDay: '2026-01-12' })).toEqual([
    { firstDay: '2026-01-01', lastDay: '2026-01-11' },
    { firstDay: '2026-01-12', lastDay: '2026-01-12' },
  ]);
});

test('what is kept up before anybody asks is all but the last days of the ranges that are chosen [RP9]', () => {
  const nowMs = Date.UTC(2026, 1, 13, 9);
  const keyOf = ({ firstDay, lastDay }: DayRange) => `${firstDay} ${lastDay}`;
  const keptUp = new Set(piecesKeptUp(nowMs).map(keyOf));
  for (const days of [7, 28, 84]) {
    const lastDay = '2026-02-13';
    const range = { firstDay: addDays(lastDay, 1 - 2 * days), lastDay };
    const open = reportPieces(range, nowMs).filter((piece) => !keptUp.has(keyOf(piece)));
    expect(open.map(keyOf)).toEqual(['2026-02-11 2026-02-13']);
  }
  const year = reportPieces({ firstDay: '2024-02-14', lastDay: '2026-02-13' }, nowMs);
  const wholes = year.filter(({ firstDay, lastDay }) => firstDay < lastDay);
  expect(wholes.filter((piece) => !keptUp.has(keyOf(piece)))).toHaveLength(1);
});

test('five years are a range, more are none, nor is one that runs backwards [RP3]', () => {
  const days = (firstDay: string, lastDay: string) => reportDays({ firstDay, lastDay });
  expect(days('2026-03-10', '2026-03-12')).toEqual(
    ok({
      now: { firstDay: '2026-03-10', lastDay: '2026-03-12' },
      former: { firstDay: '2026-03-07', lastDay: '2026-03-09' },
    }),
  );
  expect(days('2022-01-01', '2027-01-01').ok).toBe(true);
  expect(days('2022-01-01', '2027-01-02')).toMatchObject({ error: { kind: 'too-many-days' } });
  expect(days('2026-03-02', '2026-03-01')).toMatchObject({ error: { kind: 'no-such-days' } });
});

test('the middle of a spread is what half had at most', () => {
  expect(spreadMedian([])).toBeNull();
  const spread = [
    { at: 20, count: 2 },
    { at: 5, count: 3 },
    { at: 9, count: 1 },
  ];
  expect(spreadMedian(spread)).toBe(5);
  expect(spreadMedian([...spread, { at: 30, count: 1 }])).toBe(9);
});

test('what a report does not know is said: branches elsewhere, unheard and behind, visits without an outcome [RP5]', () => {
  const kinds = (more: Partial<Report>) => reportGaps(aReport(more)).map(({ kind }) => kind);
  expect(kinds({})).toEqual([]);
  const weeksAgo = NOW_MS - 14 * 24 * HOUR_MS;
  expect(
    reportGaps(aReport({ branches: [branch('Park Street', { asOfMs: weeksAgo })] })),
  ).toMatchObject([{ kind: 'behind', since: '2026-03-06' }]);
  // All of the range was known by then.
  expect(kinds({ branches: [branch('b', { asOfMs: weeksAgo })], lastDay: '2026-03-05' })).toEqual(
    [],
  );
  expect(kinds({ branches: [branch('b', { asOfMs: null })] })).toEqual(['never-heard']);
  expect(kinds({ branches: [branch('b', { isElsewhere: true })] })).toEqual(['elsewhere']);
  const all = addCounts(none, { booked: 3, unsaid: 2, cancelledUnknown: 1 });
  expect(kinds({ all })).toEqual(['unsaid', 'cancelled-unknown', 'no-capacity']);
});

test('a file has every part with every figure, how old each is, what is missing and what each means [RP5] [RP7]', () => {
  const counts = addCounts(none, { booked: 4, cancelled: 1, unsaid: 2 });
  const report = aReport({
    ...{ all: counts, doctors: [{ key: 'd1', counts }], perBranch: [{ key: 'Salt Lake', counts }] },
    ...{ cells: [{ key: '33', counts }], waits: [{ at: 7, count: 3 }] },
    branches: [
      branch('Salt Lake'),
      branch('Thane', { timeZone: 'Asia/Dubai', asOfMs: NOW_MS - 40 * HOUR_MS }),
    ],
    names: { d1: { name: 'Priya Das', isFormer: true } },
  });
  const rows = reportRows(report);
  const [header = []] = rows;
  const rowOf = (wanted: string) => rows.find(([part]) => part === wanted) ?? [];
  const doctor = rowOf('doctor');
  expect(doctor[1]).toBe('Priya Das');
  expect(doctor[header.indexOf('Cancelled (share)')]).toBe(0.25);
  expect(doctor[header.indexOf('Not cancelled (count)')]).toBe(3);
  expect(doctor[header.indexOf('Waiting time (minutes)')]).toBe('');
  expect(rowOf('weekday and hour')[1]).toBe('Monday 09:00');
  const saltLake = 'Salt Lake as of 20 Mar 2026, 14:30 (Asia/Kolkata)';
  const thane = 'Thane as of 18 Mar 2026, 21:00 (Asia/Dubai)';
  const asOf = header.indexOf('as of');
  expect(rows.slice(1).every((row) => String(row[asOf]).includes(saltLake))).toBe(true);
  expect([doctor[asOf], rowOf('branch')[asOf]]).toEqual([`${saltLake}; ${thane}`, saltLake]);

  const notes = reportNotes(report, { branchId: null, doctorId: 'd1', serviceId: null });
  for (const { name, definition } of REPORT_FIGURES) {
    expect(notes).toContainEqual(['definition', name, definition]);
  }
  expect(notes).toContainEqual(['known as of', 'Thane', thane]);
  expect(notes).toContainEqual(['only of', 'doctor', 'Priya Das']);
  expect(notes).toContainEqual(['waited', '5–10 minutes', 3]);
  const missing = notes.filter(([kind]) => kind === 'missing').map(([, , what]) => what);
  expect(missing).toEqual(reportGaps(report).map(sayGap));
  expect(missing.join()).toContain('What Thane did after 18 Mar 2026 is not known here yet');
  expect(missing.join()).toContain('2 visits are over and nobody said what became of them');
});

test('on the screen a time of today stands alone, and with its zone where branches have several [RP5]', () => {
  const saltLake = branch('Salt Lake');
  const here = { nowMs: NOW_MS, branches: [saltLake] };
  expect(sayKnown(saltLake, here)).toBe('Salt Lake as of 14:30');
  const old = branch('Thane', { timeZone: 'Asia/Dubai', asOfMs: NOW_MS - 40 * HOUR_MS });
  const both = { nowMs: NOW_MS, branches: [saltLake, old] };
  expect(sayKnown(saltLake, both)).toBe('Salt Lake as of 14:30 (Asia/Kolkata)');
  expect(sayKnown(old, both)).toBe('Thane as of 18 Mar 2026, 21:00 (Asia/Dubai)');
  // Beside every number of many branches stands what is least known.
  const many = [saltLake, old, branch('a'), branch('b'), branch('c', { isElsewhere: true })];
  expect(sayAllKnown(many)).toBe(
    '4 of 5 branches, the oldest: Thane as of 18 Mar 2026, 21:00 (Asia/Dubai)',
  );
});
