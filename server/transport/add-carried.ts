import type { FastifyInstance } from 'fastify';
import { present } from '../../shared/core/assert.ts';
import { isRefusedData, toErrorRecord } from '../../shared/core/error-record.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { carryKeysOf } from '../../shared/engine/exchange/carry-key.ts';
import { boxKeyOfSigner, openBox, sealBox } from '../../shared/wire/carry/box.ts';
import {
  aboutAnswer,
  aboutPush,
  CARRIED_AGE_MAX_MS,
  type Carried,
  type carriedSchema,
  carriedText,
  decodeCarried,
  encodeAnswer,
} from '../../shared/wire/carry/carried.ts';
import type { ExchangeRefusal } from '../../shared/wire/exchange/frame-header.ts';
import { CARRIED_PATH } from '../../shared/wire/exchange/paths.ts';
import type { Central } from './central.ts';
import { BODY_BYTES_MAX, pack, unpack } from './compression.ts';
import { isSignedBy } from './is-signed-by.ts';
import { REFUSAL_STATUS } from './refusal-status.ts';
import { findDevice, type VerifyRequest } from './verify-request.ts';

type Push = Extract<ReturnType<(typeof carriedSchema)['parse']>, { readonly kind: 'push' }>;

/** A clock that runs so far ahead is no reason to leave a push lying. */
const AHEAD_MAX_MS = 86_400_000;

/**
 * One replica hands in what another wrote, which cannot come itself. It is taken as if the other had
 * come: whoever carries it has no say in it, and reads neither it nor the answer.
 */
export function addCarried(
  http: FastifyInstance,
  central: Central,
  verifyRequest: VerifyRequest,
): void {
  http.post(CARRIED_PATH, { bodyLimit: BODY_BYTES_MAX }, async ({ headers, body, log }, reply) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const carrier = await verifyRequest({
      method: 'POST',
      path: CARRIED_PATH,
      headers,
      body: bytes,
    });
    if (!carrier.ok) return reply.code(REFUSAL_STATUS[carrier.error.kind]).send(carrier.error);
    const answer = await takeCarried(central, carrier.value.organisationId, bytes).catch(
      (error: unknown): Result<never, ExchangeRefusal> => {
        if (!isRefusedData(error)) throw error;
        log.warn({ error: toErrorRecord(error) }, 'The database refused a frame.');
        return err({ kind: 'malformed', detail: 'The frame has values that no record can have.' });
      },
    );
    if (!answer.ok) {
      log.info({ refusal: answer.error.kind }, 'What was carried was refused.');
      return reply.code(REFUSAL_STATUS[answer.error.kind]).send(answer.error);
    }
    return reply.type('application/octet-stream').send(Buffer.from(answer.value));
  });
}

async function takeCarried(
  central: Central,
  organisationId: string,
  bytes: Uint8Array,
): Promise<Result<Uint8Array, ExchangeRefusal>> {
  const file = decodeCarried(bytes);
  if (!file.ok || file.value.header.kind !== 'push') {
    return err({ kind: 'malformed', detail: 'This is no push, or it was cut off or altered.' });
  }
  const push = file.value as Carried<Push>;
  if (push.header.organisationId !== organisationId) {
    return err({ kind: 'unknown-replica', detail: 'It is of another organisation.' });
  }
  const signer = await verifySigner(central, push.header);
  if (!signer.ok) return signer;
  const { replica, publicKey } = signer.value;
  const book = present(await central.engine.loadBook(organisationId), 'A device has a book.');
  const keys = carryKeysOf(book);
  const packed = openBox(push.sealed, { to: keys }, aboutPush(push.header));
  if (packed === null) return err({ kind: 'malformed', detail: 'It is not sealed for central.' });
  const frame = await unpack(Buffer.from(packed), 'zstd');
  if (!frame.ok) return frame;
  const sender = { organisationId, replica, publicKey, isCarried: true };
  const answer = await central.engine.exchange(sender, frame.value);
  if (!answer.ok) return answer;
  const { body } = await pack(answer.value, 'zstd');
  const to = boxKeyOfSigner(Buffer.from(publicKey, 'base64'));
  const sealed = sealBox(body, { to, from: keys }, aboutAnswer(push.header), central.random);
  return ok(encodeAnswer(push.header, sealed));
}

/** Whose push it is, by its signature; how long it was under way counts for little. */
async function verifySigner(
  central: Central,
  header: Push,
): Promise<Result<{ readonly replica: string; readonly publicKey: string }, ExchangeRefusal>> {
  const { replica, former, organisationId, sealedAtMs, signature } = header;
  const nowMs = central.clock.nowMs();
  const ageMs = nowMs - sealedAtMs;
  if (ageMs > CARRIED_AGE_MAX_MS || ageMs < -AHEAD_MAX_MS) {
    const detail = 'It was sealed too long ago, or by a clock that is days ahead.';
    return err({ kind: 'clock-of-request', detail, nowMs });
  }
  const text = carriedText(header);
  return findDevice(central, { replica, former, organisationId }, (publicKey) =>
    isSignedBy(publicKey, text, signature),
  );
}
