import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Template } from '../../model/template.ts';
import { loadTemplates } from '../queries/load-templates.ts';
import { previewApplying } from '../queries/preview-applying.ts';

let clinic: ThreeReplicas;
beforeEach(async () => {
  clinic = await openThreeReplicas();
});
afterEach(() => clinic[Symbol.asyncDispose]());

const WEDNESDAY = { day: 2, startMin: 540, endMin: 720, slotMin: 15, capacity: 1, tags: [] };

const save = (engine: TestEngine, template: Partial<IntentInput<'save-template'>>) =>
  engine.ask('save-template', {
    ...{ id: engine.newId(), name: 'Wednesdays', branchId: null, version: 0, lengthDays: 7 },
    pieces: [WEDNESDAY],
    ...template,
  });

const apply = (
  engine: TestEngine,
  templateId: string,
  over: Partial<IntentInput<'apply-template'>> = {},
) =>
  engine.ask('apply-template', {
    source: { kind: 'template', templateId },
    ...{ branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02', lastDay: '2026-03-15' },
    ...{ rule: null, way: 'add', requestOverlap: false, affected: null },
    ...over,
  });

const templatesAt = (engine: TestEngine): Promise<readonly Template[]> =>
  engine.store.read((db) => loadTemplates(db, ORGANISATION));

/** The sessions that were made of templates, as an engine has them. */
const madeAt = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .select(['id', 'branchId', 'startMs', 'confirmed', 'homeReplica'])
      .where('seriesId', 'is', null)
      .where('deleted', '=', false)
      .orderBy('startMs')
      .orderBy('branchId')
      .execute(),
  );

test('a template that one branch makes is there at the others, and changed apart it is one again [TP7]', async () => {
  const { saltLake, parkStreet, central, all, meet } = clinic;
  const id = saltLake.newId();
  expect(await save(saltLake, { id })).toMatchObject({ ok: true });
  await meet();
  for (const engine of all) expect(await templatesAt(engine)).toMatchObject([{ id, version: 1 }]);

  const long = [{ ...WEDNESDAY, endMin: 900 }];
  const late = [{ ...WEDNESDAY, startMin: 600 }];
  expect(await save(saltLake, { id, version: 1, name: 'Long', pieces: long })).toMatchObject({
    ok: true,
  });
  clinic.clock.advance(1000);
  expect(await save(parkStreet, { id, version: 1, pieces: late })).toMatchObject({ ok: true });
  await meet();
  const [agreed] = await templatesAt(central);
  expect(agreed).toMatchObject({ id, name: 'Long', pieces: late });
  for (const engine of all) expect(await templatesAt(engine)).toEqual([agreed]);
});

test('what two branches make of a template apart is central’s to confirm: one of two that overlap [TP7]', async () => {
  const { saltLake, parkStreet, central, all, meet } = clinic;
  const id = saltLake.newId();
  await save(saltLake, { id });
  const rotationId = saltLake.newId();
  const turns = { id: rotationId, name: 'Turns', branchId: null, version: 0 };
  await saltLake.ask('save-rotation', { ...turns, anchorDay: '2026-03-02', weeks: [id, null] });
  await meet();
  expect(await apply(saltLake, id)).toMatchObject({ ok: true });
  const source = { kind: 'rotation', rotationId } as const;
  const there = { branchId: PARK_STREET, source };
  expect(await apply(parkStreet, id, there)).toMatchObject({ ok: true });
  expect((await madeAt(saltLake)).map(({ confirmed }) => confirmed)).toEqual([false, false]);
  await meet();
  const made = await madeAt(central);
  expect(made.map(({ branchId, confirmed }) => [branchId, confirmed])).toEqual([
    [SALT_LAKE, true],
    [PARK_STREET, false],
    [SALT_LAKE, true],
  ]);
  for (const engine of all) expect(await madeAt(engine)).toEqual(made);
});

test('sessions whose bookings another computer holds are not overwritten, and that is told before [TP3] [TP7]', async () => {
  const { saltLake, laptop, meet } = clinic;
  const id = saltLake.newId();
  await save(saltLake, { id });
  await meet();
  const source = { kind: 'template', templateId: id } as const;
  const over = { firstDay: '2026-03-09', way: 'overwrite' } as const;
  const applying = {
    ...{ source, branchId: SALT_LAKE, doctorId: DR_DAS, lastDay: '2026-03-15', rule: null },
    ...over,
  };
  const tell = (engine: TestEngine) =>
    engine.store.read((db) => previewApplying(db, ORGANISATION, applying, engine.clock.nowMs()));
  const held = async (engine: TestEngine): Promise<readonly boolean[]> => {
    const told = await tell(engine);
    return told.ok ? told.value.days.map((day) => day.isHeldElsewhere) : [];
  };
  expect(await held(laptop)).toEqual([true, true, false]);
  expect(await held(saltLake)).toEqual([false, false, false]);
  expect(await apply(laptop, id, over)).toMatchObject({
    error: { kind: 'not-home', homeReplica: 'salt-lake.1' },
  });
  expect(await apply(saltLake, id, over)).toMatchObject({ ok: true });
});
