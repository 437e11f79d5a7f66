import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openBranchDatabase } from '../../../electron/host/database/open-branch-database.ts';
import {
  type CentralClient,
  createCentralClient,
} from '../../../electron/host/sync/central-client.ts';
import { enrolDevice } from '../../../electron/host/sync/enrol-device.ts';
import { createNetworkSwitch } from '../../../electron/host/sync/network-switch.ts';
import { openDeviceKey, openDeviceKeys } from '../../../electron/host/sync/open-device-key.ts';
import { openSync } from '../../../electron/host/sync/open-sync.ts';
import { present } from '../../../shared/core/assert.ts';
import { type Engine, openEngine } from '../../../shared/engine/open-engine.ts';
import { insertBook } from '../../../shared/engine/store/insert-book.ts';
import { migrate } from '../../../shared/engine/store/migrate.ts';
import { SAMPLE_PASSWORD } from '../../../shared/sample/sample-users.ts';
import { timers } from '../../support/real-central.ts';

/** A branch's book on disk, with fsync, that central knows. */
export interface BenchReplica {
  readonly engine: Engine;
  readonly organisationId: string;
  readonly branch: { readonly id: string; readonly replica: string };
  /** Exchanges until neither side has anything left. */
  readonly exchange: () => Promise<void>;
  /** From now on exchanges by itself, as a host does. Returns how to stop. */
  readonly stayInStep: () => Promise<() => void>;
  readonly close: () => Promise<void>;
}

const clock = { nowMs: () => Date.now() };
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

export async function openReplica(
  folder: string,
  centralUrl: string,
  branch: { readonly id: string; readonly name: string },
): Promise<BenchReplica> {
  const place = { folder: join(folder, 'book'), nowMs: Date.now(), keys: null };
  const { connector, close } = await openBranchDatabase(place);
  await migrate(connector);
  const engine = openEngine(connector, clock, random);
  const key = openDeviceKey(folder);
  const code = await newCode(centralUrl, branch);
  const shown = { code, name: branch.name, publicKey: key.publicKey };
  const enrolled = await enrolDevice(fetch, centralUrl, shown);
  if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.error));
  const { organisationId, replica, kind, name, branchId, doctorId, isSample } = enrolled.value;
  const book = { organisationId, replica, kind, name, branchId, doctorId, isSample, centralUrl };
  await insertBook(connector, { ...book, isCentral: false });
  const client = createCentralClient({ centralUrl, replica, former: null, key, clock, fetch });
  return {
    engine,
    organisationId,
    branch: { id: branch.id, replica },
    exchange: () => exchangeAll(engine, organisationId, client),
    stayInStep: async () => {
      const book = present(await engine.loadBook(), 'It was just opened.');
      const sync = openSync({
        ...{ engine, clock, timers, random, fetch, authority: null },
        keys: () => openDeviceKeys(folder),
        book,
        network: createNetworkSwitch(),
        onError: (error) => {
          throw error;
        },
      });
      return sync.close;
    },
    close,
  };
}

async function exchangeAll(
  engine: Engine,
  organisationId: string,
  client: CentralClient,
): Promise<void> {
  for (;;) {
    const sentAtMs = clock.nowMs();
    const frame = await engine.nextPush(organisationId);
    // A connection that nobody used for a while was closed; as a host does, it is tried once more.
    const [answer] = await Promise.all([
      client.exchange(frame).catch(() => client.exchange(frame)),
      engine.prepareNext(organisationId),
    ]);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const taken = await engine.takeAnswer(organisationId, answer.value, sentAtMs);
    if (!taken.ok) throw new Error(taken.error);
    if (!taken.value.more) return;
  }
}

async function newCode(centralUrl: string, branch: { id: string; name: string }): Promise<string> {
  const asked = { kind: 'branch', name: branch.name, branchId: branch.id, doctorId: null };
  const answer = await fetch(new URL('/v1/codes', centralUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked, login: 'admin', password: SAMPLE_PASSWORD }),
  });
  if (!answer.ok) throw new Error(`No code: ${answer.status}`);
  return ((await answer.json()) as { readonly code: string }).code;
}
