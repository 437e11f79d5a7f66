import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { isRefusedData, toErrorRecord } from '../../shared/core/error-record.ts';
import { err, type Result } from '../../shared/core/result.ts';
import { loadAwaitsWord } from '../../shared/engine/queries/load-awaits-word.ts';
import { sendSignal } from '../../shared/engine/store/send-signal.ts';
import { decodeFrame } from '../../shared/wire/exchange/frame.ts';
import { type ExchangeRefusal, pullHeaderSchema } from '../../shared/wire/exchange/frame-header.ts';
import { EXCHANGE_PATH } from '../../shared/wire/exchange/paths.ts';
import type { Central } from './central.ts';
import { BODY_BYTES_MAX, pack, unpack } from './compression.ts';
import type { WakeHub } from './create-wake-hub.ts';
import { REFUSAL_STATUS } from './refusal-status.ts';
import type { VerifyRequest } from './verify-request.ts';

/** Replicas hand over what they wrote and take what they have not seen. */
export function addExchange(
  http: FastifyInstance,
  central: Central,
  hub: WakeHub,
  verifyRequest: VerifyRequest,
): void {
  http.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => done(null, body),
  );
  http.post(EXCHANGE_PATH, { bodyLimit: BODY_BYTES_MAX }, async ({ headers, body, log }, reply) => {
    const sent = {
      method: 'POST',
      path: EXCHANGE_PATH,
      headers,
      body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    };
    const device = await verifyRequest(sent);
    if (device.ok) onceSent(reply.raw, hub.answering(device.value));
    const answer = device.ok ? await exchange(central, device.value, { ...sent, log }) : device;
    if (!answer.ok) {
      log.info({ refusal: answer.error.kind }, 'An exchange was refused.');
      return reply.code(REFUSAL_STATUS[answer.error.kind]).send(answer.error);
    }
    if (device.ok) await noteServed(central, hub, device.value, answer.value);
    const packed = await pack(answer.value, String(headers['accept-encoding'] ?? ''));
    if (packed.encoding) void reply.header('content-encoding', packed.encoding);
    return reply.type('application/octet-stream').send(Buffer.from(packed.body));
  });
}

/** Also where who asked went away before anything was sent. */
function onceSent(response: ServerResponse, done: () => void): void {
  if (response.destroyed) done();
  else response.once('close', done);
}

interface From {
  readonly organisationId: string;
  readonly replica: string;
  readonly publicKey: string;
}

async function exchange(
  { engine }: Central,
  from: From,
  sent: {
    readonly body: Buffer;
    readonly headers: IncomingHttpHeaders;
    readonly log: FastifyBaseLogger;
  },
): Promise<Result<Uint8Array, ExchangeRefusal>> {
  const frame = await unpack(sent.body, sent.headers['content-encoding']);
  if (!frame.ok) return frame;
  try {
    return await engine.exchange(from, frame.value);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    sent.log.warn({ error: toErrorRecord(error) }, 'The database refused a frame.');
    return err({ kind: 'malformed', detail: 'The frame has values that no record can have.' });
  }
}

/**
 * Keeps in mind how far a replica was served, so that its own changes do not wake it. Where a
 * claim waits for central's word until others have seen it, the replica is asked to say at once
 * that it has, by whichever process of central it has a line to.
 */
async function noteServed(
  { engine, connector }: Central,
  hub: WakeHub,
  { organisationId, replica }: From,
  answer: Uint8Array,
): Promise<void> {
  const frame = decodeFrame(answer, (json) => pullHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) return;
  const { cursor, reach, more, sections } = frame.value.header;
  const of = { organisationId, replica };
  hub.served(of, { cursor, reach });
  if (more || sections.length === 0) return;
  if (!(await engine.store.read((db) => loadAwaitsWord(db, organisationId, replica)))) return;
  hub.recall(of);
  await connector.withSession((session) => sendSignal(session, { kind: 'recall', ...of }));
}
