import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../server/open-database.ts';
import { startEmbeddedPostgres } from '../server/postgres/embedded-postgres.ts';
import { openPgConnector } from '../server/postgres/pg-connector.ts';
import { aBooking, aPatient } from '../test/support/engine.ts';
import { openThreeReplicas } from '../test/support/three-replicas.ts';

const TRAIL = join(import.meta.dirname, 'trail.ts');

/** `npm run trail -- check --central`, as an administrator of central types it. */
function check(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const run = spawnSync(process.execPath, [TRAIL, 'check', '--central', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', ...env },
  });
  return { code: run.status, said: run.stdout.trim(), complained: run.stderr };
}

test('from the command line, what central keeps of all trails is checked while it serves and while it is closed [AU6]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  const postgres = join(folder, 'postgres');
  const server = await startEmbeddedPostgres(postgres, { durable: false });
  const connector = openPgConnector(server.connectionString);
  const three = await openThreeReplicas(connector);
  await three.saltLake.ask('book', aBooking(three.saltLake.newId(), '09:00'));
  // Central's own trail is what was done there.
  await three.central.ask('save-patient', aPatient(three.central.newId(), 'One More'));
  await three.meet();

  const serving = { DATABASE_URL: server.connectionString };
  const whole = check(serving);
  expect(whole).toMatchObject({ code: 0, complained: '' });
  const [, place = ''] = /It ends with entry \d+, (\d+:[\da-f]{64})$/.exec(whole.said) ?? [];
  expect(check(serving, '--known', place).code).toBe(0);
  const tamper = (statement: string): Promise<void> =>
    connector.withSession((session) =>
      session.script(`begin; set local daybook.writing = 'yes'; ${statement}; commit`),
    );
  await tamper(`update kept_trail set reason = 'x' where sender = 'salt-lake.1' and no = 2`);
  const altered = check(serving);
  expect(altered.code).toBe(1);
  expect(altered.complained).toContain('entry 2 of salt-lake.1 is not as it was handed over');
  await tamper(`update kept_trail set reason = null where sender = 'salt-lake.1' and no = 2;
    update audit set actor_name = 'Nobody' where no = 1`);
  const own = check(serving);
  expect(own.complained).toContain('audit entry 1 does not follow');
  expect(own.complained).not.toContain('salt-lake.1');

  // Central's own database, which nobody has open.
  await three[Symbol.asyncDispose]();
  await connector.close();
  await server.stop();
  const closed = check({}, '--data-folder', folder);
  expect(closed.complained).toContain('audit entry 1 does not follow');
  const mended = await openDatabase({ databaseUrl: null, folder: postgres, log: () => undefined });
  await mended.withSession((session) =>
    session.script(`begin; set local daybook.writing = 'yes';
      delete from kept_trail where sender = 'salt-lake.1'; delete from audit; commit`),
  );
  await mended.close();
  const cut = check({}, '--data-folder', folder).complained;
  expect(cut).toContain('entries of salt-lake.1 up to');
  expect(cut).toContain('is not where its audit trail ends');
  expect(check({}, '--data-folder', join(folder, 'none')).complained).toContain('DATABASE_URL');
  rmSync(folder, { recursive: true, force: true });
}, 300_000);
