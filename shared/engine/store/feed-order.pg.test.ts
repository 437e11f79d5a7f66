import { expect, test } from 'vitest';
import { openPgConnector } from '../../../server/postgres/pg-connector.ts';
import {
  admin,
  aPatient,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
} from '../../../test/support/engine.ts';
import { createTestDatabase } from '../../../test/support/postgres.ts';
import { NEW_PATIENT } from '../../model/choices.ts';

const WRITERS = 6;
const WRITES_EACH = 40;

/** Breaks off a transaction that had already taken its place in the feed. */
class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

test('a reader that follows the feed misses nothing of concurrent writers [SY3]', async () => {
  await using database = await createTestDatabase();
  const connector = openPgConnector(database.connectionString, WRITERS + 2);
  const engine = await openTestEngine({
    connector,
    book: { replica: 'central', kind: 'central', isCentral: true, branchId: null },
  });
  await setUpClinic(engine);
  const start = (await engine.loadBook())?.seq ?? 0;
  const cause = {
    intentId: null,
    intentKind: 'test',
    actorId: null,
    actorName: admin.name,
    role: 'admin',
    desk: '',
    source: 'screen' as const,
    reason: null,
  };
  const written: string[] = [];
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; i < WRITES_EACH; i += 1) {
      const givesUp = (writer + i) % 7 === 0;
      const id = engine.newId();
      await engine.store
        .write(ORGANISATION, cause, async (tx) => {
          tx.put('patient', { ...aPatient(id, `Patient ${writer}-${i}`), ...NEW_PATIENT }, null);
          await tx.flush();
          await tx.session.query(`select pg_sleep(0.00${i % 5})`, []);
          if (givesUp) throw new GaveUp();
          written.push(id);
        })
        .catch((error: unknown) => {
          if (!(error instanceof GaveUp)) throw error;
        });
    }
  };

  const seen: { id: string; seq: number }[] = [];
  let last = start;
  const follow = async (): Promise<void> => {
    const rows = await engine.store.read((db) =>
      db.kysely
        .selectFrom('patient')
        .select(['id', 'seq'])
        .where('seq', '>', last)
        .orderBy('seq')
        .execute(),
    );
    seen.push(...rows);
    last = rows.at(-1)?.seq ?? last;
  };
  let writing = true;
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, i) => write(i))).finally(() => {
    writing = false;
  });
  while (writing) await follow();
  await writers;
  await follow();

  expect(new Set(seen.map((row) => row.id))).toEqual(new Set(written));
  expect(seen.map((row) => row.seq)).toEqual(
    Array.from({ length: written.length }, (_, i) => start + 1 + i),
  );
  await connector.close();
});
