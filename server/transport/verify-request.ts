import { createHash, createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { ReadDb } from '../../shared/engine/store/handles.ts';
import { loadDevice } from '../../shared/engine/store/load-device.ts';
import type { DeviceTable } from '../../shared/engine/store/tables.ts';
import type { ExchangeRefusal } from '../../shared/wire/exchange/frame-header.ts';
import {
  FORMER_HEADER,
  REPLICA_HEADER,
  SENT_AT_HEADER,
  SIGNATURE_AGE_MAX_MS,
  SIGNATURE_HEADER,
  signedText,
} from '../../shared/wire/exchange/signature.ts';
import type { Central } from './central.ts';

const RAW_KEY_BYTES = 32;

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, compressed or not. */
  readonly body: Uint8Array;
}

/** Which device sent a request, by its signature; or why central does not listen to it. */
export async function verifyRequest(
  { engine, clock }: Central,
  { method, path, headers, body }: SentRequest,
): Promise<Result<DeviceTable, ExchangeRefusal>> {
  const replica = headers[REPLICA_HEADER];
  const signature = headers[SIGNATURE_HEADER];
  const sentAtMs = Number(headers[SENT_AT_HEADER]);
  if (typeof replica !== 'string' || typeof signature !== 'string' || !Number.isInteger(sentAtMs)) {
    return err({ kind: 'bad-signature', detail: 'The request is not signed.' });
  }
  const former = headers[FORMER_HEADER];
  const device = await engine.store.read((db) =>
    loadSigner(db, replica, typeof former === 'string' ? former : null),
  );
  if (!device) return err({ kind: 'unknown-replica', detail: 'No such device was enrolled.' });
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const text = signedText({ method, path, replica, sentAtMs, bodyHash });
  if (!isSignedBy(device.publicKey, text, signature)) {
    return err({ kind: 'bad-signature', detail: 'The signature is not by this device.' });
  }
  // One that was replaced is told so by the exchange, and may take its place again.
  if (device.revokedAtMs !== null && device.replacedBy === null) {
    return err({ kind: 'revoked', detail: 'This device was revoked.' });
  }
  if (Math.abs(clock.nowMs() - sentAtMs) > SIGNATURE_AGE_MAX_MS) {
    const detail = 'The request was signed more than a day from now, by the clock of central.';
    return err({ kind: 'clock-of-request', detail });
  }
  return ok(device);
}

/**
 * The device that signs for a replica. One that goes on in the place of another is not known before
 * its first exchange; until then it is the other's key that has to fit.
 */
async function loadSigner(
  db: ReadDb,
  replica: string,
  former: string | null,
): Promise<DeviceTable | null> {
  const device = await loadDevice(db, replica);
  if (device !== null || former === null) return device;
  const signer = await loadDevice(db, former);
  return signer && { ...signer, replica };
}

/** Whether a text is a public key as devices send it: 32 raw bytes in base64 (RFC 8032). */
export const isPublicKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').byteLength === RAW_KEY_BYTES;

function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    // A key or signature that is none signs nothing.
    return false;
  }
}
