import type { FastifyInstance } from 'fastify';
import { announceDeviceKey } from '../../shared/engine/store/change-device-key.ts';
import { type DeviceKeyChange, deviceKeySchema } from '../../shared/wire/exchange/enrolment.ts';
import { DEVICE_KEY_PATH } from '../../shared/wire/exchange/paths.ts';
import { keyProofText } from '../../shared/wire/exchange/signature.ts';
import type { Central } from './central.ts';
import { isPublicKey, isSignedBy } from './is-signed-by.ts';
import { REFUSAL_STATUS } from './refusal-status.ts';
import { toCause } from './to-cause.ts';
import type { VerifyRequest } from './verify-request.ts';

/**
 * Devices change their keys. Both count until the first request signed by the new one, so that an
 * answer that got lost locks nobody out; from then on the old one is worth nothing.
 */
export function addDeviceKeys(
  http: FastifyInstance,
  { engine }: Central,
  verifyRequest: VerifyRequest,
): void {
  http.post(DEVICE_KEY_PATH, async ({ headers, body }, reply) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const sent = { method: 'POST', path: DEVICE_KEY_PATH, headers, body: bytes };
    const device = await verifyRequest(sent);
    if (!device.ok) return reply.code(REFUSAL_STATUS[device.error.kind]).send(device.error);
    const { organisationId, replica } = device.value;
    const change = parseChange(bytes);
    if (!change || !isProven(replica, change)) {
      return reply.code(400).send({ kind: 'malformed', detail: 'This changes no key.' });
    }
    await engine.store.write(organisationId, toCause('change-key', null), (tx) =>
      announceDeviceKey(tx, replica, change.publicKey),
    );
    return { publicKey: change.publicKey };
  });
}

function parseChange(bytes: Buffer): DeviceKeyChange | null {
  try {
    return deviceKeySchema.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Whoever announces a key has to have it, or a device could be tied to the key of another. */
const isProven = (replica: string, { publicKey, proof }: DeviceKeyChange): boolean =>
  isPublicKey(publicKey) && isSignedBy(publicKey, keyProofText(replica, publicKey), proof);
