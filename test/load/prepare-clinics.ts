import { generateKeyPairSync, sign } from 'node:crypto';
import type { SigningKey } from '../../electron/host/sync/open-device-key.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { foundBook } from '../../shared/engine/store/found-book.ts';
import type { WriteTx } from '../../shared/engine/store/handles.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import { HOLD_MIN } from '../../shared/model/choices.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import type { Session } from '../../shared/model/session.ts';

/** Desks of a branch share these, who are there all day. */
const DOCTORS = 5;
const SLOT_MIN = 15;
const HOUR_MS = 3_600_000;
const OPEN_HOURS = 16;

/** A branch as its replica knows it. */
export interface LoadBranch {
  readonly organisationId: string;
  readonly branchId: string;
  readonly replica: string;
  readonly key: SigningKey;
  readonly serviceId: string;
  readonly sessions: readonly Session[];
}

const CAUSE = {
  ...{ intentId: null, intentKind: 'load', actorId: null, actorName: 'Load', role: 'admin' },
  ...{ desk: 'load', source: 'import' as const, reason: null },
};

/** Founds an organisation with so many branches. One doctor of each also works at the next. */
export async function prepareOrganisation(
  engine: Engine,
  connector: Connector,
  name: string,
  count: number,
): Promise<readonly LoadBranch[]> {
  const organisationId = (await foundBook(connector, engine.newId(), { first: false })) ?? '';
  const branches: LoadBranch[] = [];
  const serviceId = engine.newId();
  for (let n = 0; n < count; n += 1) {
    await engine.store.write(organisationId, CAUSE, async (tx) => {
      if (n === 0) {
        tx.put('organisation', { id: organisationId, name }, null);
        const service = {
          name: 'Consultation',
          durationMin: SLOT_MIN,
          hue: 'green' as const,
          ...PLAIN_SERVICE,
        };
        tx.put('service', { id: serviceId, ...service, active: true }, null);
      }
      const neighbour = branches.at(-1);
      branches.push(await openBranch(engine, tx, { n, serviceId, neighbour }));
    });
  }
  return branches;
}

async function openBranch(
  engine: Engine,
  tx: WriteTx,
  wanted: {
    readonly n: number;
    readonly serviceId: string;
    readonly neighbour: LoadBranch | undefined;
  },
): Promise<LoadBranch> {
  const { organisationId } = tx.book;
  const { n, serviceId, neighbour } = wanted;
  const [branchId, replica] = [engine.newId(), `branch-${n}.1`];
  const place = { name: `Branch ${n}`, timeZone: 'Asia/Kolkata', opensMin: 0, closesMin: 1439 };
  tx.put(
    'branch',
    { id: branchId, ...place, homeReplica: replica, givesWhenAsked: false, holdMin: HOLD_MIN },
    null,
  );
  const startMs = Math.floor(tx.nowMs / HOUR_MS) * HOUR_MS;
  const time = { startMs, endMs: startMs + OPEN_HOURS * HOUR_MS };
  const sessions: Session[] = [];
  const worksHere = (doctorId: string): void =>
    tx.put('doctorBranch', { id: engine.newId(), doctorId, branchId, deleted: false }, null);
  for (let d = 0; d < DOCTORS; d += 1) {
    const id = engine.newId();
    const doctor = { name: `Doctor ${n}-${d}`, speciality: 'ENT', kind: 'full-time' as const };
    tx.put('doctor', { id, ...doctor, active: true }, null);
    worksHere(id);
    const session: Session = {
      ...{ id: engine.newId(), branchId, doctorId: id, seriesId: null, ...time },
      ...{
        slotMin: SLOT_MIN,
        capacity: 1,
        tags: [],
        breaks: [],
        roomId: null,
        sharedWith: null,
        serviceIds: [],
        homeReplica: replica,
        deleted: false,
      },
    };
    tx.put('session', session, null);
    sessions.push(session);
  }
  const shared = neighbour?.sessions[0]?.doctorId;
  if (shared !== undefined) worksHere(shared);
  const key = createKey();
  await tx.kysely
    .insertInto('device')
    .values({
      ...{ organisationId, replica, name: place.name, kind: 'branch', branchId, doctorId: null },
      branchIds: [],
      ...{ publicKey: key.publicKey, nextPublicKey: null, incarnationOf: null, replacedBy: null },
      ...{ enrolledAtMs: tx.nowMs, revokedAtMs: null, lastNo: 0, lastBatch: null, cursor: 0 },
      ...{ seenCursor: 0, heardMs: null, exchanges: 0, healing: false },
    })
    .execute();
  return { organisationId, branchId, replica, key, serviceId, sessions };
}

/** A device's key that is nowhere on a disk. */
function createKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}
