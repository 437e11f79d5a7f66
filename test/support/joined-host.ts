import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { noImports } from '../../electron/host/desk/import-jobs.ts';
import { openHost } from '../../electron/host/open-host.ts';
import { serveBrowsers } from '../../electron/host/serve-browsers.ts';
import {
  createNetworkSwitch,
  type NetworkSwitch,
} from '../../electron/host/sync/network-switch.ts';
import type { Clock } from '../../shared/core/clock.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import { type DeskClient, openDeskClient } from './desk-client.ts';
import { createTestRandom } from './engine.ts';
import { openBookPglite } from './pglite.ts';
import { timers } from './real-central.ts';

/** A host that has joined central, with one desk signed in at it. */
export interface JoinedHost extends AsyncDisposable {
  readonly desk: DeskClient;
  /** By which more desks come in. */
  readonly url: string;
  readonly connector: Connector;
  readonly network: NetworkSwitch;
}

/** A host as it is run, over a database in memory, joined by a code. */
export async function openJoinedHost(options: {
  readonly clock: Clock;
  readonly seed: number;
  readonly centralUrl: string;
  readonly code: string;
  readonly login: string;
  readonly password: string;
}): Promise<JoinedHost> {
  const { clock, seed, centralUrl, code, login, password } = options;
  const folder = mkdtempSync(join(tmpdir(), 'daybook-joined-'));
  writeFileSync(join(folder, 'index.html'), '');
  const pglite = await openBookPglite();
  const connector = createPgliteConnector(pglite);
  await migrate(connector);
  const network = createNetworkSwitch();
  const host = await openHost({
    connector,
    folder,
    clock,
    timers,
    random: createTestRandom(seed),
    fetch: globalThis.fetch,
    network,
    sample: { seed: async () => ({ userId: '' }), logins: [] },
    openImports: () => noImports,
    onError: () => undefined,
  });
  const served = await serveBrowsers(host, {
    ...{ rendererFolder: folder, port: 0, control: null },
    standingCode: 'a-code-of-tests',
  });
  const desk = await openDeskClient(served.url, login);
  await desk.hello();
  const joined = await desk.setUp({ kind: 'join', centralUrl, code });
  if (!joined.ok) throw new Error(JSON.stringify(joined.error));
  await vi.waitFor(() => hasRows(connector, 'app_user'), { timeout: 30_000 });
  const signedIn = await desk.signIn(login, password);
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  return {
    desk,
    url: served.url,
    connector,
    network,
    [Symbol.asyncDispose]: async () => {
      desk.close();
      await served.close();
      await host.close();
      await pglite.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function hasRows(connector: Connector, table: string): Promise<void> {
  const { rows } = await connector.withSession((session) =>
    session.query(`select 1 from ${table} limit 1`, []),
  );
  if (rows.length === 0) throw new Error(`Nothing is in ${table} yet.`);
}
