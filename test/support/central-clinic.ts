import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CentralClient,
  createCentralClient,
} from '../../electron/host/sync/central-client.ts';
import type { Fetch } from '../../electron/host/sync/central-request.ts';
import { enrolDevice } from '../../electron/host/sync/enrol-device.ts';
import { type DeviceKey, openDeviceKey } from '../../electron/host/sync/open-device-key.ts';
import type { Clock } from '../../shared/core/clock.ts';
import type { Intent } from '../../shared/model/intent.ts';
import { encodeFrame } from '../../shared/wire/exchange/frame.ts';
import type { PushHeader } from '../../shared/wire/exchange/frame-header.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import { admin, aSeries, DR_DAS, EVERY_WORKDAY, SALT_LAKE } from './engine.ts';
import type { RealCentral } from './real-central.ts';

export const ADMIN = { login: 'ruma', password: 'a quiet morning' };

const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };

export const newOrganisation = {
  organisationName: 'Lakeside Clinics',
  branch: { name: 'Salt Lake', ...hours },
  admin: { name: 'Ruma Paul', ...ADMIN },
};

/** A clinic at central: a branch with a doctor who is there every day. */
export interface CentralClinic {
  readonly organisationId: string;
  /** Does what an administrator asks for at central. */
  readonly ask: (kind: Intent['kind'], input: unknown) => Promise<void>;
  readonly newCode: (name?: string) => Promise<string>;
  /** A device of the branch, with a key of its own in a new folder. */
  readonly enrol: (folder: string) => Promise<TestDevice>;
  readonly clientOf: (replica: string, key: DeviceKey) => CentralClient;
}

export interface TestDevice {
  readonly replica: string;
  readonly key: DeviceKey;
  readonly client: CentralClient;
}

export async function openCentralClinic(
  central: Pick<RealCentral, 'engine' | 'url' | 'post' | 'newCode'>,
  clock: Clock,
  fetch: Fetch = globalThis.fetch,
  founding: { readonly foundingKey?: string } = {},
): Promise<CentralClinic> {
  const { engine, url } = central;
  const founded = await central.post('/v1/organisations', { ...newOrganisation, ...founding });
  if (founded.status !== 201) throw new Error(`No organisation: ${JSON.stringify(founded)}`);
  const { organisationId } = founded.body as { readonly organisationId: string };
  const ask: CentralClinic['ask'] = async (kind, input) => {
    const intent = { id: engine.newId(), kind, input, atMs: clock.nowMs() } as Intent;
    const done = await engine.execute(organisationId, admin, intent);
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  };
  await ask('save-branch', { id: SALT_LAKE, name: 'Salt Lake', ...hours });
  const doctor = { id: DR_DAS, name: 'Priya Das', speciality: 'ENT', active: true };
  await ask('save-doctor', { ...doctor, kind: 'full-time', branchIds: [SALT_LAKE] });
  await ask('create-series', aSeries(engine.newId(), { rule: EVERY_WORKDAY }));
  const newCode: CentralClinic['newCode'] = (name = 'Salt Lake') =>
    central.newCode({ ...ADMIN, organisationId }, { name, kind: 'branch', branchId: SALT_LAKE });
  const clientOf: CentralClinic['clientOf'] = (replica, key) =>
    createCentralClient({
      ...{ centralUrl: url, organisationId, replica, former: null },
      ...{ key, clock, fetch },
    });
  return {
    organisationId,
    ask,
    newCode,
    clientOf,
    enrol: async (folder) => {
      const key = openDeviceKey(mkdtempSync(join(folder, 'device-')));
      const shown = { code: await newCode(), name: 'Daybook', publicKey: key.publicKey };
      const answer = await enrolDevice(fetch, url, shown);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      const { replica } = answer.value;
      return { replica, key, client: clientOf(replica, key) };
    },
  };
}

/** A frame of the first device that pushes nothing, changed as wanted. */
export const aPush = (
  clock: Clock,
  changes: Partial<PushHeader> = {},
  bodies: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> =>
  encodeFrame({
    header: {
      protocol: PROTOCOL_VERSION,
      replica: 'salt-lake.1',
      incarnation: null,
      no: 0,
      batchId: crypto.randomUUID(),
      maxCounter: 0,
      claimsAsDerived: false,
      pending: 0,
      cursor: 0,
      reach: null,
      sentMs: clock.nowMs(),
      limit: 5000,
      sections: [],
      ...changes,
    },
    bodies,
  });
