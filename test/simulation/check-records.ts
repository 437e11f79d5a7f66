import { sql } from 'kysely';
import { expect } from 'vitest';
import { loadPatientHistory } from '../../shared/engine/queries/load-patient-history.ts';
import { ORGANISATION, type TestEngine } from '../support/engine.ts';
import type { World } from './world.ts';

interface Record {
  readonly id: string;
  readonly mergedInto: string | null;
  readonly person: string;
}

/** The records of people that a computer has, with whose each is. */
async function recordsAt(engine: TestEngine): Promise<readonly Record[]> {
  const { rows } = await engine.store.read((db) =>
    sql<Record>`select id, merged_into as "mergedInto",
        daybook_person(organisation_id, id) as person
      from patient where not deleted order by id`.execute(db.kysely),
  );
  return rows;
}

/**
 * At every moment each record is somebody's who is one person: whoever goes on is not another's
 * again, and all records that point at one another are of one.
 */
export async function checkRecords({ central, replicas }: World): Promise<void> {
  for (const { engine } of [central, ...replicas]) {
    const records = await recordsAt(engine);
    const personOf = new Map(records.map(({ id, person }) => [id, person]));
    const astray = records.filter(
      ({ person, mergedInto }) =>
        personOf.get(person) !== person ||
        (mergedInto !== null && (personOf.get(mergedInto) ?? person) !== person),
    );
    expect(astray).toEqual([]);
  }
}

/**
 * After everyone has heard everyone: of whose records two are known somewhere, the same person is
 * named as at central, and every visit is in the history of whoever it is of.
 */
export async function checkSamePeople(world: World): Promise<number> {
  await checkRecords(world);
  const central = world.central.engine;
  const there = new Map((await recordsAt(central)).map((one) => [one.id, one]));
  for (const { engine } of world.replicas) {
    const here = await recordsAt(engine);
    const named = here.map(({ id, person }) => [id, person]);
    expect(named).toEqual(here.map(({ id }) => [id, there.get(id)?.person]));
  }
  const visits = await central.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'patientId'])
      .where('assistsId', 'is', null)
      .where('supersededBy', 'is', null)
      .where('status', '<>', 'entered-in-error')
      .execute(),
  );
  for (const [patientId, those] of Map.groupBy(visits, (one) => personAt(there, one.patientId))) {
    const wish = { patientId, doctorId: null, before: null };
    const { visits: shown, more } = await central.store.read((db) =>
      loadPatientHistory(db, ORGANISATION, wish),
    );
    const ids = new Set(shown.map(({ id }) => id));
    expect({ more, lost: those.filter(({ id }) => !ids.has(id)) }).toEqual({ more, lost: [] });
  }
  return [...there.values()].filter(({ id, person }) => id !== person).length;
}

const personAt = (records: ReadonlyMap<string, Record>, id: string): string =>
  records.get(id)?.person ?? id;
