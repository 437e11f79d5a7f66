import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aPatient,
  ORGANISATION,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { NEW_PATIENT } from '../../model/choices.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import {
  FRAME_BYTES_FULL,
  pullHeaderSchema,
  pushHeaderSchema,
} from '../../wire/exchange/frame-header.ts';
import { PIECE_CHARS_MAX } from '../../wire/exchange/trail-passage.ts';

let three: ThreeReplicas;

beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

async function register(engine: TestEngine, name: string): Promise<string> {
  const patient = { ...aPatient(engine.newId(), name), branchId: SALT_LAKE };
  expect(await engine.ask('save-patient', patient)).toMatchObject({ ok: true });
  return patient.id;
}

const namesAt = async (engine: TestEngine): Promise<readonly string[]> => {
  const rows = await engine.store.read((db) =>
    db.kysely.selectFrom('patient').select('name').where('name', 'like', 'No. %').execute(),
  );
  return rows.map(({ name }) => name).toSorted();
};

/** Exchanges as a host does with a central whose database refuses one name. */
async function exchangeAll(engine: TestEngine): Promise<number> {
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  for (let requests = 1; requests < 100; requests += 1) {
    const push = await engine.nextPush(ORGANISATION);
    try {
      const answer = await three.central.exchange(device, push);
      if (!answer.ok) throw new Error(answer.error.detail);
      const taken = await engine.takeAnswer(ORGANISATION, answer.value, engine.clock.nowMs());
      if (taken.ok && !taken.value.more) return requests;
    } catch {
      if (!(await engine.splitPush(ORGANISATION))) return requests;
    }
  }
  throw new Error('It never ended.');
}

const refuseAtCentral = (condition: string): Promise<unknown> =>
  three.central.store.read((db) =>
    sql`alter table patient add constraint no_such_name check (${sql.raw(condition)})`.execute(
      db.kysely,
    ),
  );
const refuseNoMore = (): Promise<unknown> =>
  three.central.store.read((db) =>
    sql`alter table patient drop constraint no_such_name`.execute(db.kysely),
  );

test('a row that central cannot take holds back no other, and is shown with the reason [SY6]', async () => {
  const { saltLake, central } = three;
  for (let n = 10; n < 40; n += 1) await register(saltLake, `No. ${n}`);
  const spoilt = await register(saltLake, 'No. 27b');
  await register(saltLake, 'No. 50');
  await refuseAtCentral("name <> 'No. 27b'");
  await exchangeAll(saltLake);
  await refuseNoMore();
  const expected = (await namesAt(saltLake)).filter((name) => name !== 'No. 27b');
  expect(expected).toHaveLength(31);
  expect(await namesAt(central)).toEqual(expected);
  const refused = await saltLake.store.read((db) =>
    db.kysely.selectFrom('refusedRow').select(['kind', 'id', 'reason']).execute(),
  );
  expect(refused).toEqual([{ kind: 'patient', id: spoilt, reason: 'unreadable' }]);

  // It is still in the book, and goes with its next change.
  await saltLake.ask('save-patient', {
    ...{ ...aPatient(spoilt, 'No. 27'), branchId: SALT_LAKE },
  });
  await exchangeAll(saltLake);
  expect(await namesAt(central)).toHaveLength(32);
});

test('a central that takes nothing does not have everything set aside [SY6]', async () => {
  const { saltLake } = three;
  for (let n = 100; n < 130; n += 1) await register(saltLake, `No. ${n}`);
  await refuseAtCentral("name not like 'No.%'");
  await exchangeAll(saltLake);
  await refuseNoMore();
  const counts = await saltLake.store.read((db) =>
    sql<{ aside: number; waiting: number }>`select
      (select count(*) from refused_row)::int4 as aside, (select count(*) from dirty)::int4 as waiting`.execute(
      db.kysely,
    ),
  );
  expect(counts.rows).toEqual([{ aside: 20, waiting: 10 }]);
});

test('long rows travel in more frames, none longer than can be read [SY6]', async () => {
  const { saltLake, parkStreet, central } = three;
  const note = 'x'.repeat(1900);
  await saltLake.store.write(ORGANISATION, CAUSE, async (tx) => {
    for (let n = 1000; n < 3400; n += 1) {
      const patient = { ...aPatient(saltLake.newId(), `No. ${n}`), branchId: SALT_LAKE };
      tx.put('patient', { ...patient, note, ...NEW_PATIENT }, null);
      if (n % 400 === 0) await tx.flush();
    }
  });
  const sizes: number[] = [];
  for (;;) {
    const push = await saltLake.nextPush(ORGANISATION);
    const frame = decodeFrame(push, (json) => pushHeaderSchema.parse(json));
    if (!frame.ok) throw new Error(frame.error);
    sizes.push(push.byteLength);
    const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
    await saltLake.prepareNext(ORGANISATION);
    const answer = await central.exchange(device, push);
    if (!answer.ok) throw new Error(answer.error.detail);
    const taken = await saltLake.takeAnswer(ORGANISATION, answer.value, saltLake.clock.nowMs());
    expect(taken.ok).toBe(true);
    if (taken.ok && !taken.value.more) break;
  }
  expect(sizes.length).toBeGreaterThan(1);
  // With what the audit trail adds to the last row that fits.
  expect(Math.max(...sizes)).toBeLessThan(FRAME_BYTES_FULL + PIECE_CHARS_MAX);
  expect(await namesAt(central)).toHaveLength(2400);

  // A second computer of the branch gets them in frames it can read, too.
  const replica = 'salt-lake.2';
  await central.store.read((db) =>
    sql`insert into device (organisation_id, replica, name, kind, branch_id, public_key,
        enrolled_at_ms, last_no, cursor, seen_cursor)
      values (${ORGANISATION}, ${replica}, 'Second', 'branch', ${SALT_LAKE}, '', 0, 0, 0, 0)`.execute(
      db.kysely,
    ),
  );
  const empty = decodeFrame(await parkStreet.nextPush(ORGANISATION), (json) =>
    pushHeaderSchema.parse(json),
  );
  if (!empty.ok) throw new Error(empty.error);
  let [cursor, rows, more] = [0, 0, true];
  while (more) {
    const header = { ...empty.value.header, replica, no: 0, cursor, reach: null };
    const text = `${JSON.stringify(header)}\n`;
    const answer = await central.exchange(
      { organisationId: ORGANISATION, replica },
      new TextEncoder().encode(text),
    );
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(answer.value.byteLength).toBeLessThan(FRAME_BYTES_FULL + 200_000);
    const down = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
    if (!down.ok) throw new Error(down.error);
    ({ cursor, more } = down.value.header);
    rows += down.value.header.sections
      .filter(({ kind }) => kind === 'patient')
      .reduce((sum, section) => sum + section.rows, 0);
  }
  expect(rows).toBeGreaterThanOrEqual(2400);
}, 60_000);

const CAUSE = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'Test', role: 'admin' },
  ...{ desk: 'test', source: 'import' as const, reason: null },
};
