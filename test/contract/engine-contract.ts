import { expect, test } from 'vitest';
import { putClaims } from '../../shared/engine/derive/put-claims.ts';
import { loadRecord } from '../../shared/engine/queries/load-record.ts';
import type { Cause } from '../../shared/engine/store/handles.ts';
import type { Answer, Connector } from '../../shared/engine/store/session.ts';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
} from '../support/engine.ts';

const CAUSE: Cause = {
  intentId: null,
  intentKind: 'test',
  actorId: null,
  actorName: 'test',
  role: 'admin',
  desk: 'test',
  source: 'screen',
  reason: null,
};

export interface TestStore {
  readonly connector: Connector;
  readonly close: () => Promise<void>;
}

/** What the engine must do on every Postgres it runs on: one suite, registered for each. */
export function describeEngine(name: string, open: () => Promise<TestStore>): void {
  test(`${name}: a clinic is set up, books, moves, cancels and takes back`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector });
    await setUpClinic(engine);
    await engine.ask('create-series', aSeries(engine.newId()));
    const appointmentId = engine.newId();
    expect((await engine.ask('book', aBooking(appointmentId, '10:00'))).ok).toBe(true);
    expect((await engine.ask('book', aBooking(engine.newId(), '10:00'))).ok).toBe(false);
    const to = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('11:00'), endMs: at('11:15') };
    const moveId = engine.newId();
    expect((await engine.ask('move', { appointmentId, ...to }, { id: moveId })).ok).toBe(true);
    expect((await engine.ask('undo', { intentId: moveId })).ok).toBe(true);
    expect((await engine.ask('cancel', { appointmentId, reason: 'Ill' })).ok).toBe(true);
    const stored = await engine.store.read((db) =>
      db.kysely.selectFrom('appointment').selectAll().executeTakeFirstOrThrow(),
    );
    expect(stored).toMatchObject({
      status: 'cancelled',
      startMs: at('10:00'),
      vector: { 'salt-lake.1': expect.any(Number) },
    });
    expect(typeof stored.seq).toBe('number');
    await close();
  });

  test(`${name}: the database itself refuses two active claims, and two confirmed sessions, of one doctor [BK2]`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector });
    await setUpClinic(engine);
    await engine.ask('create-series', aSeries(engine.newId()));
    await engine.ask('book', aBooking(engine.newId(), '10:00'));
    const twice = (table: string, changes: string) =>
      connector.withSession(async (session) => {
        await session.query('begin', []);
        try {
          await session.query(`select set_config('daybook.writing', 'yes', true)`, []);
          await session.query(changes, []);
          await session.query('commit', []);
          return `${table} took it`;
        } catch (error) {
          await session.query('rollback', []);
          return error instanceof Error ? error.message : '';
        }
      });
    const claim = `insert into claim select organisation_id, gen_random_uuid(), branch_id,
      doctor_id, start_ms + 60000, end_ms + 60000`;
    const columns = `rank, priority, replica, overbooked, capacity, with_right, endorsed, verdict,
      blocker_id, seq`;
    expect(
      await twice(
        'claim',
        `insert into claim (organisation_id, id, branch_id, doctor_id, start_ms, end_ms, ${columns})
         ${claim.replace('insert into claim ', '')}, ${columns} from claim limit 1`,
      ),
    ).toContain('claim_doctor_once');
    expect(
      await twice(
        'session',
        `insert into session (organisation_id, id, branch_id, doctor_id, start_ms, end_ms, slot_min,
           capacity, tags, home_replica, deleted, confirmed, seq)
         select organisation_id, gen_random_uuid(), '${PARK_STREET}', doctor_id, start_ms + 60000,
           end_ms, slot_min, capacity, tags, 'park-street.1', false, true, seq from session limit 1`,
      ),
    ).toContain('session_doctor_once');
    await close();
  });

  test(`${name}: when a write or the commit itself is refused, nothing happened and nobody is told it did [IN2]`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector });
    await setUpClinic(engine);
    await engine.ask('create-series', aSeries(engine.newId()));
    const appointmentId = engine.newId();
    await engine.ask('book', aBooking(appointmentId, '10:00'));
    const before = await engine.loadBook();
    let told = 0;
    engine.store.onCommit(() => {
      told += 1;
    });

    const emptied = engine.store.write(ORGANISATION, CAUSE, async (tx) => {
      const appointment = await loadRecord(tx, ORGANISATION, 'appointment', appointmentId);
      if (!appointment) throw new Error('It was just booked.');
      tx.put('appointment', { ...appointment, endMs: appointment.startMs }, appointment);
      tx.remember({ recordId: appointmentId, undoable: false });
    });
    await expect(emptied).rejects.toThrow('appointment_check');
    const doubled = engine.store.write(ORGANISATION, CAUSE, async (tx) => {
      const claim = await tx.kysely.selectFrom('claim').selectAll().executeTakeFirstOrThrow();
      await putClaims(tx, [{ ...claim, id: engine.newId() }]);
    });
    await expect(doubled).rejects.toThrow('claim_doctor_once');

    expect(told).toBe(0);
    expect(await engine.loadBook()).toEqual(before);
    expect((await engine.ask('book', aBooking(engine.newId(), '11:00'))).ok).toBe(true);
    expect(told).toBe(1);
    await close();
  });

  test(`${name}: queries asked in one breath run in order, and one that fails spares the others`, async () => {
    const { connector, close } = await open();
    await connector.withSession(async (session) => {
      const asked = [
        session.query('create temp table breath (no int4 primary key)', []),
        session.query('insert into breath values ($1), ($2)', [1, 2]),
        session.query('insert into breath values ($1)', [2]),
        session.query('insert into breath values ($1)', [3]),
        session.query('insert into breath values ($1)', ['three']),
        session.query('delete from breath where no > $1', [2]),
        session.query('select no from breath order by no', []),
      ];
      const answers = await Promise.allSettled(asked);
      expect(answers.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
      ]);
      expect(await asked[5]).toMatchObject({ affected: 1 });
      expect(await asked[6]).toMatchObject({ rows: [{ no: 1 }, { no: 2 }] });
    });
    await close();
  });

  test(`${name}: a query asked while another is under way comes after it`, async () => {
    const { connector, close } = await open();
    await connector.withSession(async (session) => {
      const asked: Promise<Answer>[] = [];
      for (let no = 0; no < 20; no += 1) {
        asked.push(session.query('select $1::int4 as no', [no]));
        for (let turn = 0; turn < no; turn += 1) await Promise.resolve();
      }
      const answers = await Promise.all(asked);
      expect(answers.map(({ rows }) => rows)).toEqual(asked.map((_, no) => [{ no }]));
    });
    await close();
  });

  test(`${name}: rows travel out and in again by COPY unchanged`, async () => {
    const { connector, close } = await open();
    await connector.withSession(async (session) => {
      await session.script(
        'create temp table there (id int8, note text, tags text[], at jsonb); create temp table back (like there);',
      );
      await session.query('insert into there values ($1, $2, $3, $4::jsonb)', [
        9_007_199_254_740_991,
        'tab\there, line\nbreak, back\\slash, ünïcode 🙂',
        ['VIP', 'a "quote", comma'],
        '{"a":[1,null]}',
      ]);
      const bytes = await session.copyOut('there');
      await session.copyIn('back (id, note, tags, at)', bytes);
      const { rows } = await session.query('select * from there except select * from back', []);
      expect(rows).toEqual([]);
      const { rows: back } = await session.query('select * from back', []);
      expect(back).toEqual([
        {
          id: 9_007_199_254_740_991,
          note: 'tab\there, line\nbreak, back\\slash, ünïcode 🙂',
          tags: ['VIP', 'a "quote", comma'],
          at: { a: [1, null] },
        },
      ]);
    });
    await close();
  });
}
