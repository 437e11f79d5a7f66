import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPgConnector } from '../../server/postgres/pg-connector.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { runSeed } from './run-seed.ts';
import { openTemplate, type Template } from './template.ts';

const SEEDS = process.env.DAYBOOK_LONG ? 200 : 2;
const FIRST = Number(process.env.DAYBOOK_SEED ?? 2);

let template: Template;
let close: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  const central = openPgConnector(database.connectionString);
  template = await openTemplate({ central });
  close = async () => {
    await template.close();
    await central.close();
    await database.close();
  };
}, 240_000);
afterAll(() => close());

test(
  `seeds ${FIRST} to ${FIRST + SEEDS - 1}, with central on PostgreSQL: all replicas end equal, no two firm ones overlap [SY1] [BK2] [BK8]`,
  async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      expect(await runSeed(template, seed, { limit: null, newer: null })).toContain('central');
    }
  },
  SEEDS * 120_000,
);
