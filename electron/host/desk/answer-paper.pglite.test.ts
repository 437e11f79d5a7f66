import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../shared/model/user.ts';
import type { PaperAnswer } from '../../../shared/wire/desk/paper.ts';
import type { ReportFileAnswer } from '../../../shared/wire/desk/report.ts';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  DR_SEN,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { readPdf } from '../../../test/support/read-pdf.ts';
import { answerPaper } from './answer-paper.ts';
import { answerReports } from './answer-reports.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
});
afterEach(() => engine.close());

const book = async (name: string, clock: string, phone: string | null = null) => {
  const newPatient = { ...aPatient(engine.newId(), name), phone };
  const wish = { patientId: newPatient.id, newPatient, notify: true };
  expect(await engine.ask('book', aBooking(engine.newId(), clock, wish))).toMatchObject({
    ok: true,
  });
};
const sheet = (actor: Actor = admin, doctorId: string | null = null) =>
  answerPaper(
    { engine, clock: engine.clock },
    ORGANISATION,
    { kind: 'day-sheet-file', branchId: SALT_LAKE, doctorId, day: '2026-03-02' },
    actor,
  );
async function textOf(answer: PaperAnswer): Promise<string> {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return (await readPdf(Buffer.from(answer.value.base64, 'base64'))).join('|');
}

test('a day leaves as a PDF for who sees it, and the trail says who took it [VI7] [AU3]', async () => {
  await book('Meera <b>Iyer</b>', '10:00', '98300 00001');
  const answer = await sheet();
  expect(answer).toMatchObject({
    value: { name: 'Day sheet of Salt Lake, 2026-03-02.pdf', count: 1 },
  });
  const text = await textOf(answer);
  expect(text).toContain('Meera <b>Iyer</b>');
  expect(text).toContain('10:00–10:15');
  expect(text).toContain('98300 00001');
  const taken = await engine.store.read((db) =>
    db.kysely
      .selectFrom('audit')
      .select(['actorName', 'changes'])
      .where('intentKind', '=', 'export')
      .execute(),
  );
  expect(taken).toMatchObject([
    { actorName: 'Ruma Paul', changes: [{ after: { content: 'day-sheet-file' } }] },
  ]);
  const sen: Actor = { ...admin, role: 'doctor', doctorId: DR_SEN };
  expect(await textOf(await sheet(sen, DR_DAS))).not.toContain('Meera');
  const elsewhere: Actor = { ...admin, role: 'front-desk', branchIds: [PARK_STREET] };
  expect(await sheet(elsewhere)).toMatchObject({ error: { kind: 'not-permitted' } });
});

test('a day with a name that cannot be written is refused with its letters, and is in no trail [VI7]', async () => {
  await book('王小明', '10:00');
  expect(await sheet()).toMatchObject({
    error: { kind: 'no-letters', letters: ['王', '小', '明'] },
  });
  const taken = await engine.store.read((db) =>
    db.kysely.selectFrom('audit').select('no').where('intentKind', '=', 'export').execute(),
  );
  expect(taken).toEqual([]);
});

test('whom to call is on a list of its own, those who have a number are not [VI7] [NO2]', async () => {
  await book('Nila Dutta', '11:00');
  await book('Has A Number', '11:30', '98300 00001');
  const answer = await answerPaper(
    { engine, clock: engine.clock },
    ORGANISATION,
    { kind: 'call-list-file', branchId: SALT_LAKE },
    admin,
  );
  const text = await textOf(answer);
  expect(text).toContain('Call list of Salt Lake, 2026-03-02');
  expect(text).toContain('Nila Dutta');
  expect(text).not.toContain('Has A Number');
});

test('a report leaves with how old it is, what it is of and what its figures mean, as CSV, as a workbook and as a PDF [RP5] [RP7]', async () => {
  await book('Meera Iyer', '09:00');
  const days = { firstDay: '2026-03-01', lastDay: '2026-03-02' };
  const scope = { ...days, branchId: null, doctorId: DR_DAS, serviceId: null };
  const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: at('08:40') };
  const fileOf = async (format: 'csv' | 'xlsx' | 'pdf'): Promise<Buffer> => {
    const ask = { kind: 'report-file', format, ...scope } as const;
    const made = (await answerReports(engine.store, reporting, ask)) as ReportFileAnswer;
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return Buffer.from(made.value.base64, 'base64');
  };
  const { sheets } = await readXlsx(await fileOf('xlsx'));
  expect(sheets.map(({ name }) => name)).toEqual(['Report', 'What the figures mean']);
  const [figures = [], notes = []] = sheets.map(({ rows }) => rows.map((row) => row.join('|')));
  const known = 'Salt Lake as of 2 Mar 2026, 08:40 (Asia/Kolkata)';
  expect(figures.slice(1).every((row) => row.includes(known))).toBe(true);
  const csv = (await fileOf('csv')).toString('utf8');
  const pdf = (await readPdf(await fileOf('pdf'))).join(' ').replaceAll(/\s+/g, ' ');
  for (const said of [known, 'Priya Das', 'Appointments whose patient came, whatever became of']) {
    for (const text of [notes.join('\n'), csv, pdf]) expect(text).toContain(said);
  }
});
