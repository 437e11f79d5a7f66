import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNodeChecker } from '../electron/host/backup/backup-checker.ts';
import { openBook } from '../electron/host/open-book.ts';
import type { Connector } from '../shared/engine/store/session.ts';
import { aPatient, openTestEngine, setUpClinic } from '../test/support/engine.ts';

const TRAIL = join(import.meta.dirname, 'trail.ts');

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'daybook-trail-'));
  mkdirSync(join(scratch, 'data'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function trail(...args: readonly string[]) {
  const folders = ['--data-folder', join(scratch, 'data'), '--key-folder', join(scratch, 'keys')];
  const run = spawnSync(process.execPath, [TRAIL, ...folders, ...args], { encoding: 'utf8' });
  return { code: run.status, said: run.stdout.trim(), complained: run.stderr };
}

/** What is done to the encrypted book of the folder, as a host opens it. */
async function withBook(act: (connector: Connector) => Promise<unknown>): Promise<void> {
  const place = { dataFolder: join(scratch, 'data'), keyFolder: join(scratch, 'keys') };
  const options = { ...place, templateFolder: null };
  const checker = createNodeChecker(options);
  const hands = { shell: null, nowMs: Date.now, onAbort: () => undefined, checker };
  const { database } = await openBook(options, hands);
  await act(database.connector);
  await database.close();
}

test('from the command line, the trail of a closed book is checked, and an entry that was changed is named [AU1]', async () => {
  await withBook(async (connector) => setUpClinic(await openTestEngine({ connector })));
  const whole = trail('check');
  expect(whole).toMatchObject({ code: 0, complained: '' });
  const [, no, hash] =
    /is whole\.\nIt ends with entry (\d+), \1:([\da-f]{64})$/.exec(whole.said) ?? [];
  expect(trail('check', '--known', `${no}:${hash}`).code).toBe(0);
  await withBook(async (connector) => {
    const engine = await openTestEngine({ connector, hasBook: true });
    await engine.ask('save-patient', aPatient(engine.newId(), 'One More'));
  });
  // The trail goes on: where it ended once is in it still.
  expect(trail('check', '--known', `${no}:${hash}`).code).toBe(0);
  const other = trail('check', '--known', `${no}:${'0'.repeat(64)}`);
  expect(other.complained).toContain(`entry ${no} is not the one that was written down`);
  expect(trail('check', '--known', 'x').complained).toContain('npm run trail');
  await withBook((connector) =>
    connector.withSession((session) =>
      session.script(
        `begin; set local daybook.writing = 'yes';
         update audit set actor_name = 'Somebody else' where no = 2; commit`,
      ),
    ),
  );
  const altered = trail('check');
  expect(altered.code).toBe(1);
  expect(altered.complained).toContain('audit entry 2 does not follow from the one before');
  expect(trail('look').complained).toContain('npm run trail');
}, 300_000);
