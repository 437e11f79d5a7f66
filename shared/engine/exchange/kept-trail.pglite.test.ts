import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putImage, takeImage } from '../../../test/support/disk-image.ts';
import {
  aBooking,
  aPatient,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema } from '../../wire/exchange/frame-header.ts';
import { AUDIT_HASH } from '../store/audit-hash.ts';
import type { WriteTx } from '../store/handles.ts';
import { checkAudit } from '../trail/check-audit.ts';
import { checkKept } from '../trail/check-kept.ts';
import { loadRecordStory } from '../trail/load-record-story.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

async function rows<T>(engine: TestEngine, query: string): Promise<readonly T[]> {
  const found = await engine.store.read((db) => sql<T>`${sql.raw(query)}`.execute(db.kysely));
  return found.rows;
}
const checkAt = (engine: TestEngine, check: typeof checkKept) =>
  engine.connector.withSession((session) => check((text) => session.query(text, [])));
const keptProblems = () => checkAt(three.central, checkKept);

/** Changes a table behind the program's back, as somebody with the key of the book could. */
const tamper = (engine: TestEngine, statement: string): Promise<void> =>
  engine.connector.withSession((session) =>
    session.script(`begin; set local daybook.writing = 'yes'; ${statement}; commit`),
  );
/** The whole trail of a replica is made anew, so that the replica itself finds nothing wrong. */
async function forgeAnew(engine: TestEngine, change: string, count: number): Promise<void> {
  const anew = Array.from(
    { length: count },
    (_, i) => `update audit set previous_hash =
        coalesce((select hash from audit b where b.no = ${i}), '') where no = ${i + 1};
      update audit set hash = ${AUDIT_HASH} where no = ${i + 1}`,
  );
  await tamper(
    engine,
    `${change}; ${anew.join('; ')}; update book set audit_no = ${count},
      audit_hash = (select hash from audit where no = ${count})`,
  );
  expect(await checkAt(engine, checkAudit)).toEqual([]);
}
const countAt = async (engine: TestEngine): Promise<number> =>
  (await rows<{ n: number }>(engine, 'select max(no)::int4 as n from audit'))[0]?.n ?? 0;
const alertsAtCentral = () =>
  rows<{ kind: string; subjectName: string }>(
    three.central,
    'select kind, subject_name from alert',
  );

test('central has every entry of every replica, as it was written [AU5]', async () => {
  const { central, saltLake, laptop, parkStreet, meet } = three;
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  await laptop.ask('book', aBooking(laptop.newId(), '09:30'));
  await meet();
  const ENTRY = 'no, replica, hash, intent_kind, actor_name, reason, changes';
  for (const one of [saltLake, laptop, parkStreet]) {
    const name = (await one.loadBook())?.replica;
    const kept = await rows(
      central,
      `select ${ENTRY} from kept_trail where sender = '${name}' order by no`,
    );
    expect(kept).toEqual(await rows(one, `select ${ENTRY} from audit order by no`));
  }
  expect(await keptProblems()).toEqual([]);
  const again = await exchange(saltLake, central);
  expect(again).toBe(1);
});

test('a lost answer brings nothing twice, and a long trail comes in pieces beside the work [AU5]', async () => {
  const { central, saltLake } = three;
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const push = await saltLake.nextPush(ORGANISATION);
  for (const _ of [1, 2]) expect(await central.exchange(device, push)).toMatchObject({ ok: true });
  await exchange(saltLake, central);
  // All of it is to be handed over anew, a hundred at a time.
  for (let i = 0; i < 120; i += 1) {
    const patient = { patientId: PATIENT, pinned: i };
    await saltLake.store.write(ORGANISATION, LOOK, async (tx) => {
      tx.note({ kind: 'view', id: PATIENT, before: null, after: patient });
    });
  }
  expect(await exchange(saltLake, central)).toBe(2);
  const [kept] = await rows<{ n: number }>(
    central,
    `select count(*)::int4 as n from kept_trail where sender = 'salt-lake.1'`,
  );
  expect(kept?.n).toBe(await countAt(saltLake));
  expect(await keptProblems()).toEqual([]);
});

/** An act at Salt Lake whose entry is longer than a frame takes, with its number. */
async function doMuch(): Promise<number> {
  await three.saltLake.store.write(ORGANISATION, LOOK, async (tx) => {
    for (let i = 0; i < 3000; i += 1) {
      const after = { patientId: PATIENT, pinned: i, note: 'Größe, 身長, 😀'.repeat(8) };
      tx.note({ kind: 'view', id: PATIENT, before: null, after });
    }
  });
  return countAt(three.saltLake);
}
const keptAt = async (no: number) =>
  (
    await rows<{ isWhole: boolean; count: number; hash: string }>(
      three.central,
      `select is_whole, jsonb_array_length(changes) as count, hash from kept_trail
        where sender = 'salt-lake.1' and no = ${no}`,
    )
  )[0];

test('what an act changed that is too long for a frame comes in pieces, and then is whole; what is new overtakes it [AU5]', async () => {
  const { central, saltLake } = three;
  const no = await doMuch();
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const once = async (): Promise<void> => {
    const answer = await central.exchange(device, await saltLake.nextPush(ORGANISATION));
    if (!answer.ok) throw new Error(answer.error.detail);
    await saltLake.takeAnswer(ORGANISATION, answer.value, saltLake.clock.nowMs());
  };
  await once();
  expect(await keptAt(no)).toMatchObject({ isWhole: false, count: 0 });
  // The chain holds without it.
  expect(await keptProblems()).toEqual([]);
  await once();
  // A piece that comes a second time is one.
  const late = await saltLake.nextPush(ORGANISATION);
  for (const _ of [1, 2]) expect(await central.exchange(device, late)).toMatchObject({ ok: true });
  const id = saltLake.newId();
  await saltLake.ask('book', aBooking(id, '09:00'));
  await once();
  expect(await keptAt(no + 1)).toMatchObject({ isWhole: true });
  expect(await keptAt(no)).toMatchObject({ isWhole: false });
  await exchange(saltLake, central);
  const [own] = await rows<{ hash: string }>(saltLake, `select hash from audit where no = ${no}`);
  expect(await keptAt(no)).toEqual({ isWhole: true, count: 3000, hash: own?.hash });
  expect(await rows(central, 'select 1 from trail_piece')).toEqual([]);
  expect(await keptProblems()).toEqual([]);
  // Whole it is checked as every entry is.
  await tamper(
    central,
    `update kept_trail set changes = changes - 7 where no = ${no} and sender = 'salt-lake.1'`,
  );
  expect(await keptProblems()).toEqual([expect.stringContaining(`entry ${no} of salt-lake.1`)]);
});

test('what comes as the changes of an entry and is not is told of, kept out, and not asked for again [AU5] [AU6]', async () => {
  const { central, saltLake } = three;
  const no = await doMuch();
  await exchange(saltLake, central, 1);
  await tamper(saltLake, `update audit set changes = changes - 7 where no = ${no}`);
  await exchange(saltLake, central);
  expect(await keptAt(no)).toMatchObject({ isWhole: false, count: 0 });
  expect(await keptProblems()).toEqual([
    `what entry ${no} of salt-lake.1 changed came as something else`,
  ]);
  expect(await alertsAtCentral()).toEqual([{ kind: 'trail-altered', subjectName: 'Salt Lake' }]);
  expect(await exchange(saltLake, central)).toBe(1);
});

test.each([
  [
    'an entry in it was changed and all after it made anew',
    `update audit set reason = 'x' where no = 2`,
    0,
  ],
  [
    'its last entries were taken out',
    'delete from audit where no > (select max(no) - 2 from audit)',
    2,
  ],
  ['all but the first were taken out', 'delete from audit where no > 1', -1],
  [
    'two entries changed places',
    `update audit set no = -no where no in (3, 4); update audit set no = 7 + no where no < 0`,
    0,
  ],
])(
  'a replica whose trail was forged as a whole is found by what central has: %s [AU6]',
  async (_, change, fewer) => {
    const { central, saltLake, meet } = three;
    await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
    await saltLake.ask('book', aBooking(saltLake.newId(), '09:30'));
    await meet();
    expect(await keptProblems()).toEqual([]);
    const count = await countAt(saltLake);
    await forgeAnew(saltLake, change, fewer < 0 ? 1 : count - fewer);
    await exchange(saltLake, central);
    expect(await keptProblems()).toEqual([expect.stringMatching(/^the trail of salt-lake\.1, /)]);
    expect(await alertsAtCentral()).toEqual([{ kind: 'trail-altered', subjectName: 'Salt Lake' }]);
    // It holds nothing back, and what comes then is kept.
    const id = saltLake.newId();
    expect(await saltLake.ask('book', aBooking(id, '10:30'))).toMatchObject({ ok: true });
    await meet();
    expect(await rows(central, `select id from appointment where id = '${id}'`)).toHaveLength(1);
    expect(await keptProblems()).toHaveLength(1);
  },
);

test.each([
  ['changed', `update kept_trail set reason = 'x' where no = 2 and sender = 'salt-lake.1'`],
  ['taken out', `delete from kept_trail where no = 2 and sender = 'salt-lake.1'`],
  [
    'taken out at the end',
    `delete from kept_trail k where sender = 'salt-lake.1' and no = (select max(no) from kept_trail
      where sender = 'salt-lake.1')`,
  ],
  [
    'put under another name',
    `update kept_trail set sender = 'laptop.1' where sender = 'salt-lake.1' and no = 2`,
  ],
])('what central keeps gives away that an entry was %s there [AU6]', async (_, change) => {
  expect(await keptProblems()).toEqual([]);
  await tamper(three.central, change);
  expect(await keptProblems()).not.toEqual([]);
});

test('a frame that was overtaken on its way accuses nobody [AU6]', async () => {
  const { central, saltLake } = three;
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  const late = await saltLake.nextPush(ORGANISATION);
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const soon = await central.exchange(device, late);
  if (!soon.ok) throw new Error(soon.error.detail);
  // It is seen again while the trail grows, as nothing that is pushed.
  const look = (tx: WriteTx) => {
    tx.note({ kind: 'view', id: PATIENT, before: null, after: null });
    return Promise.resolve();
  };
  await saltLake.takeAnswer(ORGANISATION, soon.value, saltLake.clock.nowMs());
  await saltLake.store.write(ORGANISATION, LOOK, look);
  await exchange(saltLake, central);
  expect(await central.exchange(device, late)).toMatchObject({ ok: true });
  await exchange(saltLake, central);
  expect(await keptProblems()).toEqual([]);
});

test('a replica that goes on from a backup under another name is followed from where it was [AU6]', async () => {
  const { saltLake, meet } = three;
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  await meet();
  const image = await takeImage(saltLake.connector);
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:30'));
  await meet();
  await putImage(saltLake.connector, image);
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await saltLake.ask('book', aBooking(saltLake.newId(), '10:30'));
  await meet();
  expect(await keptProblems()).toEqual([]);
});

test('the story of a visit has every replica’s part in it, wherever it is read [AU7]', async () => {
  const { central, saltLake, laptop, parkStreet, clock, meet } = three;
  const id = saltLake.newId();
  await saltLake.ask('book', aBooking(id, '09:00'));
  await meet();
  clock.advance(60_000);
  expect(await laptop.ask('cancel', { appointmentId: id, reason: 'Called the doctor' })).toEqual(
    expect.objectContaining({ ok: true }),
  );
  await meet();
  for (const one of [central, saltLake, laptop]) {
    const { entries, names } = await one.store.read((db) => loadRecordStory(db, ORGANISATION, id));
    expect(entries.map(({ act, replica }) => [act, replica])).toEqual([
      ['book', 'salt-lake.1'],
      ['cancel', 'laptop.1'],
    ]);
    expect(entries[1]).toMatchObject({
      ...{ who: 'Ruma Paul', reason: 'Called the doctor', source: 'screen' },
      changes: [{ before: { status: 'booked' }, after: { status: 'cancelled' } }],
    });
    expect(names['laptop.1']).toBe('Dr. Das');
  }
  // A branch that does not see the visit is told nothing of it.
  expect(await rows(parkStreet, `select * from told_trail where record_id = '${id}'`)).toEqual([]);
});

test('what leaves a branch takes what was told of it along, and nothing of others comes [AU7] [SC1]', async () => {
  const { central, saltLake, parkStreet, meet } = three;
  const atParkStreet = { branchId: PARK_STREET };
  const patientId = parkStreet.newId();
  await parkStreet.ask('save-patient', { ...aPatient(patientId, 'Only Here'), ...atParkStreet });
  await parkStreet.ask(
    'book',
    aBooking(parkStreet.newId(), '15:00', { ...atParkStreet, patientId }),
  );
  await meet();
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  const answer = await central.exchange(device, await saltLake.nextPush(ORGANISATION));
  if (!answer.ok) throw new Error(answer.error.detail);
  const down = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
  expect(down).toMatchObject({ ok: true, value: { header: { trail: { told: [] } } } });
  expect(new TextDecoder().decode(answer.value)).not.toContain('Only Here');
  const told = await rows<{ change: object }>(saltLake, 'select change from told_trail');
  expect(JSON.stringify(told)).not.toContain('Only Here');
});

const LOOK = {
  ...{ intentId: null, intentKind: 'view-patient', actorId: null, actorName: 'Ruma Paul' },
  ...{ role: 'admin', desk: 'test', source: 'screen' as const, reason: null },
};
