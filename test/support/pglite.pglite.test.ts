import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openMemoryPglite, openTempPglite } from './pglite.ts';

const OVERLAP = `
  CREATE TABLE claim (
    doctor uuid, during tstzrange, EXCLUDE USING gist (doctor WITH =, during WITH &&)
  );
  INSERT INTO claim VALUES
    ('00000000-0000-0000-0000-000000000001', '[2026-03-02 10:00Z, 2026-03-02 10:15Z)'),
    ('00000000-0000-0000-0000-000000000001', '[2026-03-02 10:10Z, 2026-03-02 10:25Z)');
`;

test('a Postgres in memory refuses overlapping times of one doctor and matches by trigram', async () => {
  await using database = await openMemoryPglite();
  await expect(database.exec(OVERLAP)).rejects.toThrow(/conflicting key value/);
  const { rows } = await database.query(`SELECT similarity('Banerjee', 'Banerji') > 0.4 AS alike`);
  expect(rows).toEqual([{ alike: true }]);
});

test('a Postgres in a folder takes its folder away with it', async () => {
  const { database, folder, close } = await openTempPglite();
  await database.exec('CREATE TABLE kept (id int)');
  expect(existsSync(`${folder}/PG_VERSION`)).toBe(true);
  await close();
  expect(existsSync(folder)).toBe(false);
});
