import { afterEach, beforeEach, expect, test } from 'vitest';
import { aBooking, at, DR_SEN, ORGANISATION } from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import {
  openThreeReplicas,
  type ThreeReplicas,
  verdictsAt,
} from '../../../test/support/three-replicas.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pushHeaderSchema } from '../../wire/exchange/frame-header.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

const headerOf = (bytes: Uint8Array) => {
  const frame = decodeFrame(bytes, (json) => pushHeaderSchema.parse(json));
  if (!frame.ok) throw new Error(frame.error);
  return frame.value.header;
};

test('a frame sent again after news came goes on from there, and says what was written since [SY2] [SY5]', async () => {
  const { central, saltLake, laptop, clock } = three;
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  await saltLake.ask('book', aBooking(saltLake.newId(), '09:00'));
  const first = await saltLake.nextPush(ORGANISATION);
  const lost = await central.exchange(device, first);
  if (!lost.ok) throw new Error(lost.error.detail);
  expect(await saltLake.nextPush(ORGANISATION)).toEqual(first);

  await laptop.ask('book', aBooking(laptop.newId(), '10:00'));
  await exchange(laptop, central);
  // Meanwhile Salt Lake has given away a time that overlaps what it is about to be told.
  await saltLake.ask('book', aBooking(saltLake.newId(), '10:05'));
  const book = await saltLake.loadBook();
  if (!book?.reach) throw new Error('It was answered before.');
  const news = await central.news(device, { cursor: book.cursor, reach: book.reach });
  if (news.kind !== 'frame') throw new Error(`There is news, not ${news.kind}.`);
  expect(await saltLake.takeNews(ORGANISATION, news.bytes)).toMatchObject({ ok: true });

  const again = await saltLake.nextPush(ORGANISATION);
  const [before, after] = [headerOf(first), headerOf(again)];
  expect(after).toMatchObject({ no: before.no, batchId: before.batchId, pending: 1 });
  expect(after.cursor).toBeGreaterThan(before.cursor);
  const answer = await central.exchange(device, again);
  if (!answer.ok) throw new Error(answer.error.detail);
  expect(await saltLake.takeAnswer(ORGANISATION, answer.value, clock.nowMs())).toMatchObject({
    ok: true,
    value: { more: true },
  });
  // Nothing was endorsed on the word of a replica that had more to say.
  const endorsed = (await verdictsAt(central)).filter((claim) => claim.endorsed);
  expect(endorsed).toEqual([]);
  await three.meet();
  expect(await verdictsAt(saltLake)).toEqual(await verdictsAt(central));
});

test('what was rejected is told again when the answer that said so is lost [SY2] [SY6]', async () => {
  const { central, parkStreet } = three;
  const device = { organisationId: ORGANISATION, replica: 'park-street.1' };
  const id = parkStreet.newId();
  const startMs = at('10:00');
  const away = { id, startMs, endMs: startMs + 3_600_000 };
  // Dr. Sen does not work there.
  const asked = await parkStreet.ask('add-time-off', {
    ...{ doctorId: DR_SEN, kind: 'leave', reason: '', times: [away], affected: 'displace' },
  });
  expect(asked).toMatchObject({ ok: true });
  const lost = await central.exchange(device, await parkStreet.nextPush(ORGANISATION));
  expect(lost.ok).toBe(true);
  await exchange(parkStreet, central);
  const refused = await parkStreet.store.read((db) =>
    db.kysely.selectFrom('refusedRow').select(['kind', 'id', 'reason']).execute(),
  );
  expect(refused).toEqual([{ kind: 'timeOff', id, reason: 'outside-scope' }]);
});
