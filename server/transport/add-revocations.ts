import type { FastifyInstance } from 'fastify';
import { ok } from '../../shared/core/result.ts';
import { decideDevice } from '../../shared/domain/access/decide-device.ts';
import { confirmWhenHealed } from '../../shared/engine/exchange/heal-central.ts';
import { loadDevice } from '../../shared/engine/store/load-device.ts';
import { retireDevice } from '../../shared/engine/store/retire-device.ts';
import { sendSignal } from '../../shared/engine/store/send-signal.ts';
import { revocationSchema } from '../../shared/wire/exchange/administration.ts';
import { REVOCATIONS_PATH } from '../../shared/wire/exchange/paths.ts';
import type { Central } from './central.ts';
import { ADMIN_REFUSAL_STATUS, type CheckAdmin } from './check-admin.ts';
import type { ReplicaOf } from './create-wake-hub.ts';
import { toCause } from './to-cause.ts';

/**
 * Administrators revoke a device that was lost. `dismiss` ends the lines it has open here; other
 * processes of central are told to do the same.
 */
export function addRevocations(
  http: FastifyInstance,
  { engine }: Central,
  checkAdmin: CheckAdmin,
  dismiss: (replica: ReplicaOf) => void,
): void {
  http.post(REVOCATIONS_PATH, async ({ body }, reply) => {
    const asked = revocationSchema.safeParse(body).data;
    if (!asked) {
      return reply.code(400).send({ kind: 'malformed', detail: 'This revokes no device.' });
    }
    const { replica } = asked;
    const admin = await checkAdmin(asked);
    if (!admin.ok) return reply.code(ADMIN_REFUSAL_STATUS[admin.error.kind]).send(admin.error);
    const { organisationId, user } = admin.value;
    const device = await engine.store.read((db) => loadDevice(db, { organisationId, replica }));
    const may = device === null ? ok(null) : decideDevice(user, device);
    if (!may.ok) return reply.code(ADMIN_REFUSAL_STATUS[may.error.kind]).send(may.error);
    const cause = toCause('revoke', user);
    const isRevoked = await engine.store.write(organisationId, cause, async (tx) => {
      const isKnown = await retireDevice(tx, replica);
      if (!isKnown) return false;
      await confirmWhenHealed(tx);
      await sendSignal(tx.session, { kind: 'dismiss', organisationId, replica });
      return true;
    });
    if (!isRevoked) {
      return reply.code(404).send({ kind: 'unknown-record', detail: 'There is no such device.' });
    }
    dismiss({ organisationId, replica });
    return { replica };
  });
}
