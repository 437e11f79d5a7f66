import { expect, test } from 'vitest';
import type { Session } from '../../model/session.ts';
import { cutSessions, layPieces } from './cut-sessions.ts';
import { decideDelegation } from './decide-delegation.ts';

const HOUR = 3_600_000;
const h = (hour: number): number => 1_000 * HOUR + hour * HOUR;

const aSession = (from: number, until: number, breaks: Session['breaks'] = []): Session => ({
  ...{ id: `s${from}`, branchId: 'b', doctorId: 'ali', seriesId: 'series', slotMin: 15 },
  ...{ startMs: h(from), endMs: h(until), capacity: 1, tags: ['vip'], breaks },
  ...{ roomId: 'r1', sharedWith: null, serviceIds: [], homeReplica: 'b.1', deleted: false },
});
const idOf = (startMs: number): string => `new${(startMs - h(0)) / HOUR}`;

test('a part in the middle leaves the session before it, and another behind it [DG3]', () => {
  const tea = { name: 'Tea', startMs: h(10.5), endMs: h(11.5) };
  const [cut] = cutSessions([aSession(9, 13, [tea])], { startMs: h(10), endMs: h(11) }, idOf);
  expect(cut?.after).toMatchObject({ id: 's9', seriesId: 'series', startMs: h(9), endMs: h(10) });
  expect(cut?.after?.breaks).toEqual([]);
  expect(cut?.besides).toMatchObject([
    { id: 'new11', seriesId: null, startMs: h(11), endMs: h(13) },
  ]);
  expect(cut?.besides[0]?.breaks).toEqual([{ name: 'Tea', startMs: h(11), endMs: h(11.5) }]);
  expect(cut?.piece).toMatchObject({
    startMs: h(10),
    endMs: h(11),
    slotMin: 15,
    tags: ['vip'],
    roomId: 'r1',
  });
  expect(cut?.piece.breaks).toEqual([{ name: 'Tea', startMs: h(10.5), endMs: h(11) }]);
});

test('a session that lies in the time goes whole, and one outside of it is left alone [DG3]', () => {
  const sessions = [aSession(9, 11), aSession(14, 16)];
  const cuts = cutSessions(sessions, { startMs: h(8), endMs: h(12) }, idOf);
  expect(cuts).toHaveLength(1);
  expect(cuts[0]).toMatchObject({ after: null, besides: [] });
});

test('the other doctor gets a session only where there is none yet [DG3]', () => {
  const whose = { branchId: 'b', doctorId: 'kapoor', homeReplica: 'b.1' };
  const pieces = cutSessions([aSession(9, 13)], { startMs: h(9), endMs: h(13) }, idOf);
  const there = [{ startMs: h(10), endMs: h(11) }];
  const laid = layPieces(
    pieces.map(({ piece }) => piece),
    there,
    whose,
    idOf,
  );
  expect(laid.map(({ id, startMs, endMs, doctorId }) => [id, startMs, endMs, doctorId])).toEqual([
    ['new9', h(9), h(10), 'kapoor'],
    ['new11', h(11), h(13), 'kapoor'],
  ]);
});

const passed = (
  doctorId: string,
  toDoctorId: string,
  state: 'asked' | 'done' | 'returned' = 'done',
) => ({
  ...{ id: `${doctorId}-${toDoctorId}`, doctorId, toDoctorId, state, backOf: null },
  ...{ startMs: h(10), endMs: h(12) },
});
const wish = (doctorId: string, toDoctorId: string, backOf: string | null = null) => ({
  ...{ doctorId, toDoctorId, backOf, startMs: h(11), endMs: h(12) },
});

test('time does not come back to whoever gave it but by being given back, along any chain [DG6]', () => {
  const chain = [passed('ali', 'kapoor'), passed('kapoor', 'sen')];
  expect(decideDelegation(wish('sen', 'ali'), chain, h(0))).toMatchObject({
    error: { kind: 'delegation-loop', doctorId: 'ali' },
  });
  expect(decideDelegation(wish('sen', 'kapoor'), chain, h(0))).toMatchObject({
    error: { kind: 'delegation-loop', doctorId: 'kapoor' },
  });
  expect(decideDelegation(wish('sen', 'das'), chain, h(0))).toMatchObject({ ok: true });
  expect(decideDelegation(wish('sen', 'kapoor', 'x'), chain, h(0))).toMatchObject({ ok: true });
  // What was passed on cannot be given back before it came back.
  expect(decideDelegation(wish('kapoor', 'ali', 'x'), chain, h(0))).toMatchObject({
    error: { kind: 'delegation-open', toDoctorId: 'sen' },
  });
  const back = [passed('ali', 'kapoor', 'returned')];
  expect(decideDelegation(wish('kapoor', 'ali'), back, h(0))).toMatchObject({ ok: true });
});

test('one offer at a time, of time that is still to come and not without end [DG1]', () => {
  const open = [passed('ali', 'kapoor', 'asked')];
  expect(decideDelegation(wish('ali', 'sen'), open, h(0))).toMatchObject({
    error: { kind: 'delegation-open', toDoctorId: 'kapoor' },
  });
  // Nobody answered before it began: it has expired.
  const late = { ...wish('ali', 'sen'), startMs: h(11), endMs: h(12) };
  expect(decideDelegation(late, open, h(10))).toMatchObject({ ok: true });
  expect(decideDelegation(late, [], h(11))).toMatchObject({ error: { kind: 'in-the-past' } });
  const long = { ...wish('ali', 'sen'), endMs: h(24 * 40) };
  expect(decideDelegation(long, [], h(0))).toMatchObject({ error: { kind: 'too-many' } });
  expect(decideDelegation(wish('ali', 'ali'), [], h(0))).toMatchObject({
    error: { kind: 'same-doctor' },
  });
});
