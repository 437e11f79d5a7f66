import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../shared/model/user.ts';
import type { PaperAnswer } from '../../../shared/wire/desk/paper.ts';
import {
  aBooking,
  admin,
  aPatient,
  aSeries,
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
