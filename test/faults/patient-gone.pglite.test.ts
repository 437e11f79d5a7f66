import { expect, test } from 'vitest';
import { aBooking, type TestEngine } from '../support/engine.ts';
import { PEOPLE_MAPPING } from '../support/importing.ts';
import { openImports } from '../support/open-imports.ts';
import { openThreeReplicas } from '../support/three-replicas.ts';

/** Each round brings others: who was booked once is not taken out any more. */
const peopleOfRound = (round: number): string =>
  `id,name\n${round}1,Person One\n${round}2,Person Two`;

const peopleOf = (engine: TestEngine, round = 0) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select(['id', 'name', 'deleted'])
      .where('number', 'in', [`${round}1`, `${round}2`])
      .orderBy('name')
      .execute(),
  );
const visitsOf = (engine: TestEngine, patientId: string) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'status'])
      .where('patientId', '=', patientId)
      .where('status', '=', 'booked')
      .execute(),
  );

test('a patient who is taken out while somebody books them is booked or gone, never both [IM4] [PM7]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake } = world;
  const ends = new Set<string>();
  // Both at one instant, either asked first; and then one after the other, as both may turn out.
  for (const [round, order] of (['book', 'undo', 'book first', 'undo first'] as const).entries()) {
    using imports = openImports(saltLake);
    const importId = await imports.bring(peopleOfRound(round), PEOPLE_MAPPING);
    const [person] = await peopleOf(saltLake, round);
    const patientId = person?.id ?? '';
    const appointmentId = saltLake.newId();
    const undo = () => imports.ask({ kind: 'import-undo', importId });
    const book = () => saltLake.ask('book', aBooking(appointmentId, '10:00', { patientId }));
    const tasks = order.startsWith('book') ? [book, undo] : [undo, book];
    const answers = order.endsWith('first')
      ? [await tasks[0]?.(), await tasks[1]?.()]
      : await Promise.all(tasks.map((ask) => ask()));
    const [booked, undone] = (order.startsWith('book') ? answers : answers.toReversed()) as [
      Awaited<ReturnType<typeof book>>,
      Awaited<ReturnType<typeof undo>>,
    ];
    ends.add(booked.ok ? 'booked' : 'gone');
    const left = await peopleOf(saltLake, round);
    const isLeft = left.some(({ id, deleted }) => id === patientId && !deleted);
    const visits = await visitsOf(saltLake, patientId);
    if (booked.ok) {
      // Whoever takes the file back is told that somebody is booked since, and nothing of it went.
      expect(undone).toMatchObject({ ok: false, error: { kind: 'undo-touches-newer', count: 1 } });
      expect(left.filter(({ deleted }) => !deleted)).toHaveLength(2);
      expect([isLeft, visits.map(({ id }) => id)]).toEqual([true, [appointmentId]]);
      const cancel = { appointmentId, reason: 'Recovered' };
      expect(await saltLake.ask('cancel', cancel)).toMatchObject({ ok: true });
      continue;
    }
    expect(undone).toMatchObject({ ok: true });
    // And whoever books, that there is no such patient any more.
    expect(booked.error).toEqual({ kind: 'unknown-record', record: 'patient', id: patientId });
    expect([isLeft, visits]).toEqual([false, []]);
  }
  expect([...ends].toSorted()).toEqual(['booked', 'gone']);
});

test('a patient who is taken out at a branch while somebody elsewhere books them keeps the visit and the name wherever either is known [IM4]', async () => {
  await using world = await openThreeReplicas();
  const { saltLake, parkStreet, all, meet } = world;
  using imports = openImports(saltLake);
  const importId = await imports.bring(peopleOfRound(0), PEOPLE_MAPPING);
  await meet();
  const [person] = await peopleOf(saltLake);
  const patientId = person?.id ?? '';
  // Central's own desk books them, and Salt Lake has not heard of it.
  const appointmentId = saltLake.newId();
  const booked = await world.central.ask('book', aBooking(appointmentId, '10:00', { patientId }));
  expect(booked).toMatchObject({ ok: true });
  expect(await imports.ask({ kind: 'import-undo', importId })).toMatchObject({ ok: true });
  await meet();
  for (const engine of all) {
    if (engine === parkStreet) continue;
    expect(await visitsOf(engine, patientId)).toMatchObject([{ id: appointmentId }]);
    const known = (await peopleOf(engine)).filter(({ id }) => id === patientId);
    expect(known).toMatchObject([{ name: 'Person One' }]);
  }
});
