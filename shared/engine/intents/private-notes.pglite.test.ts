import { afterEach, beforeEach, expect, test } from 'vitest';
import { aBooking, admin, DR_SEN, ORGANISATION, SALT_LAKE } from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { PRIVATE_NOTES_MAX } from '../../model/choices.ts';
import type { NoteAbout } from '../../model/private-note.ts';
import type { Actor } from '../../model/user.ts';
import { loadPrivateNote } from '../queries/load-private-note.ts';
import { checkAudit } from '../trail/check-audit.ts';

const SECRET = 'Xylophonic remark';
const asha: Actor = {
  ...{ ...admin, userId: '00000000-0000-7000-8000-0000000000f2', name: 'Asha Roy' },
  ...{ role: 'front-desk', branchIds: [SALT_LAKE] },
};
const drSen: Actor = {
  ...{ ...asha, userId: '00000000-0000-7000-8000-0000000000f3', name: 'Anita Sen' },
  ...{ role: 'doctor', doctorId: DR_SEN, branchIds: [] },
};

let clinic: ThreeReplicas;
let about: NoteAbout;
beforeEach(async () => {
  clinic = await openThreeReplicas();
  about = { kind: 'appointment', id: clinic.saltLake.newId() };
  const booking = aBooking(about.id, '09:00');
  expect(await clinic.saltLake.ask('book', booking)).toMatchObject({ ok: true });
});
afterEach(() => clinic[Symbol.asyncDispose]());

const write = (text: string, actor = asha, on = about) =>
  clinic.saltLake.ask('save-private-note', { about: on, text }, { actor });
const noteOf = (actor: Actor, on = about, engine = clinic.saltLake) =>
  engine.store.read((db) => loadPrivateNote(db, ORGANISATION, actor.userId, on));

test('a note is its writer’s alone, on a slot, a session or an appointment, until it is taken away [PN1]', async () => {
  expect(await write(SECRET)).toMatchObject({ ok: true });
  expect(await noteOf(asha)).toBe(SECRET);
  expect([await noteOf(admin), await noteOf(drSen)]).toEqual([null, null]);
  expect(await write('Another of mine', admin)).toMatchObject({ ok: true });
  expect(await write(`${SECRET}, more of it`)).toMatchObject({ ok: true });
  expect([await noteOf(asha), await noteOf(admin)]).toEqual([
    `${SECRET}, more of it`,
    'Another of mine',
  ]);
  const slot = await clinic.saltLake.store.read((db) =>
    db.kysely.selectFrom('slot').select(['id', 'sessionId']).executeTakeFirstOrThrow(),
  );
  for (const on of [
    { kind: 'slot', id: slot.id },
    { kind: 'session', id: slot.sessionId },
  ] as const) {
    expect(await write('On time', asha, on)).toMatchObject({ ok: true });
    expect(await noteOf(asha, on)).toBe('On time');
  }
  expect(await write('')).toMatchObject({ ok: true });
  expect([await noteOf(asha), await noteOf(admin)]).toEqual([null, 'Another of mine']);
});

test('a note goes to no other replica, and the audit says neither what it is nor on what [PN2]', async () => {
  expect(await write(SECRET)).toMatchObject({ ok: true });
  const { saltLake, central, meet } = clinic;
  const push = await saltLake.nextPush(ORGANISATION);
  expect(JSON.stringify(push)).not.toContain(SECRET);
  await meet();
  for (const engine of clinic.all.filter((one) => one !== saltLake)) {
    const rows = await engine.store.read((db) =>
      db.kysely.selectFrom('privateNote').selectAll().execute(),
    );
    expect(rows).toEqual([]);
  }
  expect(await noteOf(asha, about, central)).toBeNull();
  const { audit, outcomes } = await saltLake.store.read(async (db) => ({
    audit: await db.kysely.selectFrom('audit').selectAll().orderBy('no', 'desc').execute(),
    outcomes: await db.kysely.selectFrom('appliedIntent').selectAll().execute(),
  }));
  const [entry] = audit.filter(({ intentKind }) => intentKind === 'save-private-note');
  expect(entry).toMatchObject({ actorName: 'Asha Roy', changes: [{ before: null, after: null }] });
  expect(JSON.stringify(entry)).not.toContain(about.id);
  expect(JSON.stringify([audit, outcomes])).not.toContain(SECRET);
  const problems = saltLake.store.read((db) =>
    checkAudit((text) => db.session.query(text, []) as Promise<{ rows: readonly unknown[] }>),
  );
  expect(await problems).toEqual([]);
});

test('nothing is noted on what is not there or is another’s to see, nor without bound [PN1]', async () => {
  expect(await write('x', asha, { kind: 'slot', id: clinic.saltLake.newId() })).toMatchObject({
    error: { kind: 'unknown-record', record: 'slot' },
  });
  expect(await write('x', drSen)).toMatchObject({ error: { kind: 'not-permitted' } });
  await clinic.saltLake.connector.withSession(async (session) => {
    await session.query('begin', []);
    await session.query("select set_config('daybook.writing', 'yes', true)", []);
    await session.query(
      `insert into private_note select $1, gen_random_uuid(), $2, 'slot', gen_random_uuid(), 'x', 0
       from generate_series(1, ${PRIVATE_NOTES_MAX})`,
      [ORGANISATION, asha.userId],
    );
    await session.query('commit', []);
  });
  expect(await write(SECRET)).toMatchObject({
    error: { kind: 'too-many', max: PRIVATE_NOTES_MAX },
  });
  expect(await write(SECRET, admin)).toMatchObject({ ok: true });
});
