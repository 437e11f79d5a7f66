import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONSULTATION, ORGANISATION, type TestEngine } from '../../../test/support/engine.ts';
import { openThreeReplicas, type ThreeReplicas } from '../../../test/support/three-replicas.ts';
import { PLAIN_SERVICE } from '../../model/service.ts';

let clinic: ThreeReplicas;
beforeEach(async () => {
  clinic = await openThreeReplicas();
  await clinic.meet();
});
afterEach(() => clinic[Symbol.asyncDispose]());

async function save(
  engine: TestEngine,
  changes: { readonly name?: string; readonly hue?: 'green' | 'red' },
): Promise<void> {
  const service = {
    id: CONSULTATION,
    name: 'Consultation',
    durationMin: 15,
    hue: 'green' as const,
  };
  const saved = { ...service, ...PLAIN_SERVICE, active: true, ...changes };
  const outcome = await engine.ask('save-service', saved);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  clinic.clock.advance(1000);
}

const servicesAt = (engines: readonly TestEngine[]) =>
  Promise.all(
    engines.map(({ store }) =>
      store.read((db) =>
        db.kysely
          .selectFrom('service')
          .select(['name', 'hue'])
          .where('id', '=', CONSULTATION)
          .executeTakeFirstOrThrow(),
      ),
    ),
  );

/** Central takes what a replica says, and the answer is lost. */
async function sayUnanswered(engine: TestEngine, replica: string): Promise<void> {
  const frame = await engine.nextPush(ORGANISATION);
  const answer = await clinic.central.exchange({ organisationId: ORGANISATION, replica }, frame);
  expect(answer.ok).toBe(true);
}

test('what replaces an edit on its way to central stands, whatever others write of that record [SY1]', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  await save(saltLake, { name: 'Visit' });
  await sayUnanswered(saltLake, 'salt-lake.1');
  await save(saltLake, { name: 'First visit' });
  await save(parkStreet, { hue: 'red' });
  await meet([parkStreet, saltLake, clinic.laptop]);
  expect(await servicesAt(all)).toEqual(all.map(() => ({ name: 'First visit', hue: 'red' })));
});

test('a disk set back while an edit was on its way loses none of the edits made since', async () => {
  const { saltLake, parkStreet, all, meet } = clinic;
  await save(saltLake, { name: 'Visit' });
  await saltLake.nextPush(ORGANISATION);
  await save(saltLake, { name: 'Visit', hue: 'red' });
  await save(parkStreet, {});
  await saltLake.reincarnate(ORGANISATION, { replaces: true });
  await meet();
  expect(await servicesAt(all)).toEqual(all.map(() => ({ name: 'Visit', hue: 'red' })));
});
