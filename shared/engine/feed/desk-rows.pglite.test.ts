import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aBooking,
  aDeletion,
  aPatient,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { NOBODY_TOLD } from '../../model/time-off.ts';
import type { DeskAppointment, DeskSession } from '../../wire/desk/rows.ts';
import { WINDOWED } from '../../wire/desk/windowed.ts';
import type { Tables } from '../store/tables.ts';
import { noteTouched, type TouchedRows } from '../store/touched-rows.ts';
import { DESK_SOURCES, FED_COLLECTIONS, type FedCollection } from './desk-sources.ts';
import { loadChanges } from './load-changes.ts';
import { loadDeskRows, loadFeedPlace, loadHolds } from './load-desk-rows.ts';

let engine: TestEngine;
let tables: Map<keyof Tables, ReadonlySet<string> | null>;

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const SERIES = id(1);
const TODAY = { startMs: at('00:00'), endMs: at('24:00') };
const TOMORROW = { startMs: at('00:00', 1), endMs: at('24:00', 1) };

const feedAt = () => ({ organisationId: ORGANISATION, nowMs: engine.clock.nowMs() });
const shown = <R>(collection: FedCollection, window = TODAY): Promise<readonly R[]> =>
  engine.store.read((db) => loadDeskRows(db, feedAt(), collection, window)) as never;
const place = () => engine.store.read((db) => loadFeedPlace(db, ORGANISATION));

/** What changed while `run` ran, by collection. */
async function changesOf(run: () => Promise<unknown>) {
  const before = await place();
  tables.clear();
  await run();
  const changesIn = async (touched: TouchedRows) => {
    const changes = await engine.store.read((db) => loadChanges(db, feedAt(), before, touched));
    return new Map(changes.map((change) => [change.collection, change]));
  };
  const changes = await changesIn(tables);
  // Whichever way they are found.
  expect(await changesIn(new Map([...tables.keys()].map((table) => [table, null])))).toEqual(
    changes,
  );
  return changes;
}

beforeEach(async () => {
  engine = await openTestEngine();
  tables = new Map();
  engine.store.onCommit((commit) => {
    for (const [table, ids] of commit.tables) noteTouched(tables, table, ids);
  });
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(SERIES));
});
afterEach(() => engine.close());

describe('what a desk shows of a window', () => {
  test('has the sessions that touch it, and no others', async () => {
    const sessions = await shown<DeskSession>('sessions');
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ doctorId: DR_DAS, confirmed: true, refusedFor: null });
    expect(sessions[0]?.startMs).toBe(at('09:00'));
    const evening = { startMs: at('13:00'), endMs: at('24:00') };
    expect(await shown('sessions', evening)).toEqual([]);
  });

  test('has appointments with patient, verdict and firmness', async () => {
    await engine.ask('book', aBooking(id(2), '09:00'));
    expect(await shown<DeskAppointment>('appointments')).toMatchObject([
      {
        id: id(2),
        patientName: 'Meera Iyer',
        patientPhone: '98300 11842',
        verdict: 'active',
        blockerId: null,
        firm: true,
        unsynced: false,
      },
    ]);
    expect(await shown('appointments', TOMORROW)).toEqual([]);
    expect(await shown('busy')).toEqual([]);
  });

  test('leaves password hashes and versions out', async () => {
    const [user] = await shown<object>('users');
    expect(Object.keys(user ?? {}).sort()).toEqual(
      ['active', 'branchIds', 'doctorId', 'id', 'login', 'name', 'role'].sort(),
    );
  });

  test('has no slot but those with a mark of their own', async () => {
    expect(await shown('slots')).toEqual([]);
    const slot = await engine.store.read((db) =>
      db.kysely
        .selectFrom('slot')
        .select('id')
        .where('startMs', '=', at('10:00'))
        .executeTakeFirstOrThrow(),
    );
    const block = { id: slot.id, status: 'blocked' as const, tags: [], note: 'Fire drill' };
    expect((await engine.ask('edit-slot', block)).ok).toBe(true);
    expect(await shown('slots')).toMatchObject([{ id: slot.id, note: 'Fire drill' }]);
  });
});

describe('what changed', () => {
  test('is one appointment after a booking, and nothing before it', async () => {
    await engine.ask('book', aBooking(id(2), '09:00'));
    const changes = await changesOf(() => engine.ask('book', aBooking(id(3), '09:15')));
    expect(changes.get('appointments')?.rows.map((row) => row.id)).toEqual([id(3)]);
    expect(changes.get('sessions')).toBeUndefined();
  });

  test('a renamed patient sends the appointments again', async () => {
    await engine.ask('book', aBooking(id(2), '09:00'));
    const changes = await changesOf(() =>
      engine.ask('save-patient', aPatient(PATIENT, 'Meera Iyengar')),
    );
    expect(changes.get('appointments')?.rows).toMatchObject([
      { id: id(2), patientName: 'Meera Iyengar' },
    ]);
  });

  test('a cancelled appointment is a row still, without a claim', async () => {
    await engine.ask('book', aBooking(id(2), '09:00'));
    const changes = await changesOf(() =>
      engine.ask('cancel', { appointmentId: id(2), reason: 'Ill' }),
    );
    expect(changes.get('appointments')?.rows).toMatchObject([
      { id: id(2), status: 'cancelled', verdict: 'none', firm: false },
    ]);
  });

  test('a deleted session is gone', async () => {
    const [session] = await shown<DeskSession>('sessions');
    const sessionId = session?.id ?? '';
    const changes = await changesOf(() => engine.ask('change-session', aDeletion(sessionId)));
    expect(changes.get('sessions')?.gone).toEqual([sessionId]);
    expect(await shown('sessions')).toEqual([]);
  });

  test('too much of it is said, not cut short', async () => {
    const before = await place();
    tables.clear();
    await engine.store.write(ORGANISATION, { ...CAUSE, source: 'import' }, async (tx) => {
      for (let n = 0; n < 2001; n += 1) {
        tx.put('closure', { ...aClosure, id: id(10_000 + n) }, null);
      }
    });
    const changes = await engine.store.read((db) => loadChanges(db, feedAt(), before, tables));
    expect(changes).toMatchObject([{ collection: 'closures', tooMany: true }]);
  });
});

test('a desk forgets by itself the rows of the collections that come by days', () => {
  const byDays = FED_COLLECTIONS.filter((name) => DESK_SOURCES[name].windowed !== 'no');
  expect(byDays.toSorted()).toEqual(WINDOWED.toSorted());
});

test('holds are shown until they expire', async () => {
  const time = { branchId: aBooking(id(2), '09:00').branchId, doctorId: DR_DAS };
  const during = { startMs: at('09:00'), endMs: at('09:15') };
  await engine.ask('hold', { holdId: id(5), ...time, ...during });
  const holds = () => engine.store.read((db) => loadHolds(db, feedAt()));
  expect(await holds()).toMatchObject([{ id: id(5), userName: 'Ruma Paul' }]);
  engine.clock.advance(5 * 60_000);
  expect(await holds()).toEqual([]);
});

const aClosure = {
  ...NOBODY_TOLD,
  branchId: aPatient(PATIENT, 'x').branchId,
  day: '2026-05-01',
  name: 'May Day',
  deleted: false,
};
const CAUSE = {
  intentId: null,
  intentKind: 'test',
  actorId: null,
  actorName: 'test',
  role: 'admin',
  desk: 'test',
  source: 'screen' as const,
  reason: null,
};
