import { afterEach, beforeEach, expect, test } from 'vitest';
import { ORGANISATION, type TestEngine } from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { findTag } from '../../domain/tags/find-tag.ts';
import { loadTags } from '../queries/load-tags.ts';

let clinic: ThreeReplicas;
beforeEach(async () => {
  clinic = await openThreeReplicas();
});
afterEach(() => clinic[Symbol.asyncDispose]());

const tagsAt = (engine: TestEngine) => engine.store.read((db) => loadTags(db, ORGANISATION));

test('a mark that two branches call otherwise apart is known by every name it had, everywhere [MK4]', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  const made = { id: saltLake.newId(), hue: 'red', releaseMin: 60, active: true } as const;
  const tag = { ...made, effect: 'emergency' } as const;
  expect(await saltLake.ask('save-tag', { ...tag, name: 'Emergency' })).toMatchObject({ ok: true });
  await meet();
  expect(await saltLake.ask('save-tag', { ...tag, name: 'Urgent' })).toMatchObject({ ok: true });
  clinic.clock.advance(1000);
  expect(await parkStreet.ask('save-tag', { ...tag, name: 'Acute' })).toMatchObject({ ok: true });
  await meet();
  for (const engine of all) {
    const tags = await tagsAt(engine);
    expect(tags).toMatchObject([{ id: tag.id, name: 'Acute' }]);
    for (const name of ['Emergency', 'Urgent', 'Acute']) {
      expect(findTag(tags, name)?.id).toBe(tag.id);
    }
  }
});
