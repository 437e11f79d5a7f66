import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  aSeries,
  at,
  DR_SEN,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { present } from '../../core/assert.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';
import { decodeFrame, encodeFrame } from '../../wire/exchange/frame.ts';
import {
  type PullHeader,
  pullHeaderSchema,
  pushHeaderSchema,
} from '../../wire/exchange/frame-header.ts';

// Dr. Sen works at Salt Lake alone; Park Street sees her time when she comes to work there.

let three: ThreeReplicas;
let taken: string[];

beforeEach(async () => {
  three = await openThreeReplicas();
  const { saltLake } = three;
  await worksAt(SALT_LAKE);
  const mornings = aSeries(saltLake.newId(), { doctorId: DR_SEN, startMin: 540, endMin: 780 });
  expect(await saltLake.ask('create-series', mornings)).toMatchObject({ ok: true });
  taken = [];
  for (const clock of ['09:00', '09:30', '10:00', '10:30']) {
    const id = saltLake.newId();
    const booking = aBooking(id, clock, { doctorId: DR_SEN });
    expect(await saltLake.ask('book', booking)).toMatchObject({ ok: true });
    taken.push(id);
  }
  await three.meet();
});
afterEach(() => three[Symbol.asyncDispose]());

async function worksAt(...branchIds: string[]): Promise<void> {
  const doctor = { id: DR_SEN, name: 'Anita Sen', speciality: '', kind: 'full-time' } as const;
  const saved = await three.saltLake.ask('save-doctor', { ...doctor, active: true, branchIds });
  expect(saved).toMatchObject({ ok: true });
}

type Kind = 'claim' | 'session' | 'series' | 'appointment';

const ofSenAt = async (engine: TestEngine, kind: Kind): Promise<string[]> => {
  const rows = await engine.store.read((db) =>
    db.kysely
      .selectFrom(kind)
      .select('id')
      .where('doctorId', '=', DR_SEN)
      .where('branchId', '=', SALT_LAKE)
      .orderBy('id')
      .execute(),
  );
  return rows.map((row) => row.id);
};

/** One request with frames of `limit` rows. `isLost`: the answer never arrives. */
async function request(
  replica: TestEngine,
  limit: number,
  { isLost = false } = {},
): Promise<PullHeader> {
  const book = present(await replica.loadBook(), 'The replica has a book.');
  const sentAtMs = replica.clock.nowMs();
  const push = decodeFrame(await replica.nextPush(ORGANISATION), (json) =>
    pushHeaderSchema.parse(json),
  );
  if (!push.ok) throw new Error(push.error);
  const small = encodeFrame({ ...push.value, header: { ...push.value.header, limit } });
  const device = { organisationId: ORGANISATION, replica: book.replica };
  const answer = await three.central.exchange(device, small);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const frame = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
  if (!frame.ok) throw new Error(frame.error);
  if (!isLost) {
    const done = await replica.takeAnswer(ORGANISATION, answer.value, sentAtMs);
    expect(done).toMatchObject({ ok: true });
  }
  return frame.value.header;
}

test('a branch does not have the time of a doctor who does not work there [SC1]', async () => {
  expect(await ofSenAt(three.parkStreet, 'claim')).toEqual([]);
  expect(await ofSenAt(three.parkStreet, 'session')).toEqual([]);
});

test('when the doctor comes to work there, it gets all that was booked before [SC2]', async () => {
  const { saltLake, parkStreet, central } = three;
  await worksAt(SALT_LAKE, PARK_STREET);
  await exchange(saltLake, central);
  await exchange(parkStreet, central);
  expect(await ofSenAt(parkStreet, 'claim')).toEqual(taken.toSorted());
  expect(await ofSenAt(parkStreet, 'session')).toEqual(await ofSenAt(saltLake, 'session'));
  // As busy blocks, without the patients.
  expect(await ofSenAt(parkStreet, 'appointment')).toEqual([]);
});

test('news do not go on from an answer that was lost, and brought a doctor [SC2] [SY5]', async () => {
  const { saltLake, parkStreet, central } = three;
  await worksAt(SALT_LAKE, PARK_STREET);
  await exchange(saltLake, central);
  const lost = await request(parkStreet, 1000, { isLost: true });
  expect(lost.sections.map(({ kind }) => kind)).toContain('claim');

  const device = { organisationId: ORGANISATION, replica: 'park-street.1' };
  const news = await central.news(device, { cursor: lost.cursor, reach: lost.reach });
  if (news.kind !== 'frame') throw new Error(`There is news, not ${news.kind}.`);
  expect(await parkStreet.takeNews(ORGANISATION, news.bytes)).toMatchObject({ ok: false });
  await exchange(parkStreet, central);
  expect(await ofSenAt(parkStreet, 'claim')).toEqual(taken.toSorted());
});

test('it comes page by page, each lost answer is given again, and news wait for it [SC2]', async () => {
  const { saltLake, parkStreet, central } = three;
  await worksAt(SALT_LAKE, PARK_STREET);
  await exchange(saltLake, central);
  const news = saltLake.newId();
  await saltLake.ask('book', aBooking(news, '11:00', { doctorId: DR_SEN }));
  await exchange(saltLake, central);

  const pages: PullHeader[] = [];
  for (let isLost = true; ; isLost = !isLost) {
    const page = await request(parkStreet, 2, { isLost });
    if (isLost) continue;
    pages.push(page);
    if (Object.keys(page.reach.catchingUp).length === 0) break;
    expect(page.more).toBe(true);
    expect(await ofSenAt(parkStreet, 'claim')).not.toContain(news);
  }
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.every((page) => page.sections.reduce((n, s) => n + s.rows, 0) <= 2)).toBe(true);
  expect(await ofSenAt(parkStreet, 'claim')).toEqual(taken.toSorted());
  await exchange(parkStreet, central);
  expect(await ofSenAt(parkStreet, 'claim')).toEqual([...taken, news].toSorted());
});

test('nothing is endorsed on the word of a branch that lacks a part of the book [BK3]', async () => {
  const { saltLake, parkStreet, central } = three;
  const seen = () =>
    central.store.read((db) =>
      db.kysely
        .selectFrom('device')
        .select(['cursor', 'seenCursor'])
        .where('replica', '=', 'park-street.1')
        .executeTakeFirstOrThrow(),
    );
  const service = { durationMin: 20, hue: 'teal', ...PLAIN_SERVICE, active: true } as const;
  await saltLake.ask('save-service', { id: saltLake.newId(), name: 'Vaccination', ...service });
  await exchange(saltLake, central);
  // It applies this, and has not said so yet when the doctor comes to it.
  await request(parkStreet, 1000);
  await worksAt(SALT_LAKE, PARK_STREET);
  await exchange(saltLake, central);
  const before = await seen();
  await request(parkStreet, 2);
  const meanwhile = await seen();
  expect(meanwhile.cursor).toBeGreaterThan(before.seenCursor);
  expect(meanwhile.seenCursor).toBe(before.seenCursor);
  await exchange(parkStreet, central);
  await exchange(parkStreet, central);
  expect((await seen()).seenCursor).toBeGreaterThanOrEqual(meanwhile.cursor);
});

test('when the doctor leaves, the branch forgets her time elsewhere and keeps its own [SC2]', async () => {
  const { saltLake, parkStreet, central, meet } = three;
  await worksAt(SALT_LAKE, PARK_STREET);
  await meet();
  const own = {
    ...{ id: parkStreet.newId(), branchId: PARK_STREET, doctorId: DR_SEN, slotMin: 15 },
    ...{ startMs: at('15:00'), endMs: at('17:00'), capacity: 1, tags: [], requestOverlap: false },
  };
  expect(await parkStreet.ask('create-session', own)).toMatchObject({ ok: true });
  await meet();
  await worksAt(SALT_LAKE);
  await meet();
  // She still has a session there, so what is booked of her time still has to be known.
  expect(await ofSenAt(parkStreet, 'claim')).toEqual(taken.toSorted());

  expect(await parkStreet.ask('change-session', aDeletion(own.id))).toMatchObject({ ok: true });
  await exchange(parkStreet, central);
  await exchange(parkStreet, central);
  expect(await ofSenAt(parkStreet, 'claim')).toEqual([]);
  expect(await ofSenAt(parkStreet, 'session')).toEqual([]);
  expect(await ofSenAt(parkStreet, 'series')).toEqual([]);
  expect(await ofSenAt(saltLake, 'claim')).toEqual(taken.toSorted());

  await worksAt(SALT_LAKE, PARK_STREET);
  await meet();
  expect(await ofSenAt(parkStreet, 'claim')).toEqual(taken.toSorted());
});
