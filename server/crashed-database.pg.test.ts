import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import type { Fetch } from '../electron/host/sync/central-request.ts';
import { aPush, openCentralClinic } from '../test/support/central-clinic.ts';
import { machineClock, openCentralProcesses } from '../test/support/central-processes.ts';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.ts';

/** One of its processes killed, PostgreSQL ends all others and recovers from its log. */
async function crash(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const gone = new Promise((resolve) => client.once('end', resolve));
  process.kill(rows[0].pid, 'SIGKILL');
  await gone;
}

test('a request that came before a crash of the database is not taken after it [SE4]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-crash-'));
  const server = await startEmbeddedPostgres(join(folder, 'postgres'));
  try {
    await using centrals = await openCentralProcesses({ address: server.connectionString });
    const central = await centrals.start();
    const caught: { url: string; init: RequestInit | undefined }[] = [];
    const listening: Fetch = (url, init) => {
      caught.push({ url: String(url), init });
      return fetch(url, init);
    };
    const way = { ...central, engine: centrals.engine };
    const clinic = await openCentralClinic(way, machineClock, listening);
    const { client } = await clinic.enrol(folder);
    expect((await client.exchange(aPush(machineClock))).ok).toBe(true);
    const last = caught.at(-1);

    await crash(server.connectionString);
    // Refused without the signature being the reason, as soon as the database is there again.
    const again = await vi.waitFor(
      async () => {
        // The database may be away for longer than the client would have waited.
        const answer = await fetch(String(last?.url), { ...last?.init, signal: null });
        expect(answer.status).not.toBe(500);
        return answer;
      },
      { timeout: 60_000 },
    );
    expect(await again.json()).toMatchObject({ kind: 'replayed' });
    expect((await client.exchange(aPush(machineClock))).ok).toBe(true);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}, 200_000);
