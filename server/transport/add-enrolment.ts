import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { present } from '../../shared/core/assert.ts';
import { err, type Result } from '../../shared/core/result.ts';
import { loadRecord } from '../../shared/engine/queries/load-record.ts';
import type { DeviceTable } from '../../shared/engine/store/device-tables.ts';
import { loadCodeOrganisation } from '../../shared/engine/store/load-code-organisation.ts';
import { openSharedThrottle } from '../../shared/engine/store/open-shared-throttle.ts';
import { redeemEnrolmentCode } from '../../shared/engine/store/redeem-enrolment-code.ts';
import {
  type EnrolAnswer,
  type EnrolRefusal,
  type EnrolRequest,
  enrolRequestSchema,
} from '../../shared/wire/exchange/enrolment.ts';
import { ENROL_PATH } from '../../shared/wire/exchange/paths.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import type { Central } from './central.ts';
import { isPublicKey } from './is-signed-by.ts';
import { hashOfCode } from './one-time-code.ts';
import { toCause } from './to-cause.ts';

const OTHER_PROTOCOL: EnrolRefusal = { kind: 'protocol-unsupported', protocol: PROTOCOL_VERSION };

/** The one thing that requests of every version have. */
const anyVersionSchema = z.looseObject({ protocol: z.int() });

/** A new device shows its one-time code and its public key, and is known from then on. */
export function addEnrolment(http: FastifyInstance, central: Central): void {
  const throttle = openSharedThrottle(central.connector, central.clock, 'enrol');
  http.post(ENROL_PATH, async ({ body, ip }, reply) => {
    const protocol = anyVersionSchema.safeParse(body).data?.protocol ?? PROTOCOL_VERSION;
    if (protocol < PROTOCOL_FLOOR || protocol > PROTOCOL_VERSION) {
      return reply.code(426).send(OTHER_PROTOCOL);
    }
    const shown = enrolRequestSchema.safeParse(body).data;
    if (!shown || !isPublicKey(shown.publicKey)) {
      return reply.code(400).send({ kind: 'malformed', detail: 'This is no enrolment.' });
    }
    const early = await throttle.attempt(ip);
    if (early) return reply.code(429).send({ kind: 'too-many-attempts', ...early });
    const device = await redeem(central, shown);
    if (!device.ok) return reply.code(403).send(device.error);
    await throttle.succeeded(ip);
    return toAnswer(central, device.value);
  });
}

async function redeem(
  { engine }: Central,
  { code, publicKey, again }: EnrolRequest,
): Promise<Result<DeviceTable, EnrolRefusal>> {
  const codeHash = hashOfCode(code);
  const organisationId = await engine.store.read((db) => loadCodeOrganisation(db, codeHash));
  if (organisationId === null) return err({ kind: 'wrong-code' });
  return engine.store.write(organisationId, toCause('enrol', null), (tx) =>
    redeemEnrolmentCode(tx, { codeHash, publicKey, again }),
  );
}

async function toAnswer({ engine }: Central, device: DeviceTable): Promise<EnrolAnswer> {
  const { organisationId, replica, kind, name, branchId, doctorId, branchIds } = device;
  const organisation = await engine.store.read((db) =>
    loadRecord(db, organisationId, 'organisation', organisationId),
  );
  const book = await engine.loadBook(organisationId);
  return {
    protocol: PROTOCOL_VERSION,
    replica,
    organisationId,
    organisationName: present(organisation, 'A device belongs to an organisation.').name,
    kind,
    name,
    branchId,
    doctorId,
    branchIds,
    isSample: book?.isSample ?? false,
  };
}
