import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { checkAudit } from '../../shared/engine/trail/check-audit.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { checkConstraints } from '../power-loss/check-constraints.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { type CentralClinic, openCentralClinic } from '../support/central-clinic.ts';
import {
  type CentralProcesses,
  machineClock,
  openCentralProcesses,
} from '../support/central-processes.ts';
import { CONSULTATION, openTestEngine, type TestEngine } from '../support/engine.ts';
import { exchangeBy } from '../support/exchange-by.ts';
import { createCalls } from '../support/real-central.ts';
import { createDesk, type Desk } from './desk-of.ts';
import { startMortals, untilAnswered } from './fail-over.ts';
import { followFeed } from './follow-feed.ts';

const SEED = Number(process.env.DAYBOOK_SEED ?? 1);
const LONG = Boolean(process.env.DAYBOOK_LONG);
const KILLS = LONG ? 150 : 5;
const PROCESSES = 3;
const BRANCHES = 3;
/** Between two kills, so that work goes on meanwhile. */
const ROUNDS_BETWEEN = 3;
if (!LONG) vi.setConfig({ testTimeout: 300_000 });

interface Branch {
  readonly desk: Desk;
  readonly exchange: () => Promise<void>;
}

async function openBranch(clinic: CentralClinic, folder: string, seed: number): Promise<Branch> {
  // A code may have been made whose answer got lost; another is made then.
  const { replica, key } = await untilAnswered(() => clinic.enrol(folder));
  const { organisationId } = clinic;
  const book = { organisationId, replica, centralUrl: 'http://central.invalid' };
  const engine = await openTestEngine({ clock: machineClock, seed, book });
  const client = clinic.clientOf(replica, key);
  const exchange = (frame: Uint8Array) => untilAnswered(() => client.exchange(frame));
  return {
    desk: createDesk(engine, organisationId, createSeeded(SEED * 100 + seed)),
    exchange: () => exchangeBy(engine, organisationId, { exchange }),
  };
}

/** All that is wrong with the database that the killed processes worked on. */
const findProblems = ({ connector }: CentralProcesses): Promise<readonly string[]> =>
  connector.withSession(async (session) => {
    const ask = (sql: string) => session.query(sql, []);
    return [
      ...(await checkConstraints({ query: ask, exec: session.script })),
      ...(await checkAudit(ask)),
      ...(await ask(TWICE)).rows.map((row) => `${JSON.stringify(row)} is there twice`),
    ];
  });

/** A version that two rows have. */
const TWICE = `
  select dot_replica, dot_counter from (
    select dot_replica, dot_counter from patient union all
    select dot_replica, dot_counter from appointment) every_row
  where dot_replica is not null group by 1, 2 having count(*) > 1`;

const bookOf = (engine: Pick<TestEngine, 'store'>, organisationId: string) =>
  engine.store.read(async (db) => ({
    appointments: await db.kysely
      .selectFrom('appointment')
      .select(['id', 'status', 'startMs', 'patientId', 'dotReplica', 'dotCounter', 'vector'])
      .where('organisationId', '=', organisationId)
      .orderBy('id')
      .execute(),
    patients: await db.kysely
      .selectFrom('patient')
      .select(['id', 'name', 'dotReplica', 'dotCounter'])
      .where('organisationId', '=', organisationId)
      .orderBy('id')
      .execute(),
    claims: await db.kysely
      .selectFrom('claim')
      .select(['id', 'startMs', 'verdict', 'blockerId', 'endorsed'])
      .where('organisationId', '=', organisationId)
      .orderBy('id')
      .execute(),
  }));

test('processes of central killed in the middle of requests lose nothing and do nothing twice [CE2]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-kills-'));
  const seeded = createSeeded(SEED);
  await using centrals = await openCentralProcesses();
  const mortals = await startMortals(centrals, PROCESSES, seeded);
  const { engine } = centrals;
  const url = 'http://127.0.0.1';
  const clinic = await openCentralClinic(
    { ...createCalls(url, mortals.fetch), engine, url },
    machineClock,
    mortals.fetch,
  );
  const { organisationId } = clinic;
  const service = {
    name: 'Consultation',
    durationMin: 15,
    hue: 'green',
    ...PLAIN_SERVICE,
    active: true,
  };
  await clinic.ask('save-service', { id: CONSULTATION, ...service });
  const follower = followFeed(centrals.connector, organisationId);
  const branches: Branch[] = [];
  const work = async (branch: Branch): Promise<void> => {
    await branch.desk.act();
    await branch.exchange();
  };
  for (let round = 0; mortals.kills() < KILLS; round += 1) {
    if (round % ROUNDS_BETWEEN === 0) mortals.killNext();
    // The first comes to a central that nobody was killed at, others in between.
    if (branches.length < BRANCHES && round % 4 === 0) {
      const branch = await openBranch(clinic, folder, 60 + branches.length);
      await branch.exchange();
      branches.push(branch);
    }
    await Promise.all(branches.map(work));
  }
  await mortals.settled();
  for (let n = 0; n < 4; n += 1) for (const { exchange } of branches) await exchange();

  const central = await bookOf(engine, organisationId);
  const acknowledged = branches.flatMap(({ desk }) => desk.appointments);
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  expect(central.appointments.map(({ id }) => id)).toEqual(acknowledged.toSorted());
  const met = branches.flatMap(({ desk }) => desk.patients);
  expect(central.patients.map(({ id }) => id)).toEqual(met.toSorted());
  for (const { desk } of branches) {
    expect(await bookOf(desk.engine, organisationId)).toEqual(central);
    await desk.engine.close();
  }
  expect(await findProblems(centrals)).toEqual([]);
  expect(await follower.missed()).toEqual([]);
  rmSync(folder, { recursive: true });
});
