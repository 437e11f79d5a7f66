import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { createRateLimit, type Rate } from '../../shared/domain/access/create-rate-limit.ts';
import { takeDeviceKey } from '../../shared/engine/store/change-device-key.ts';
import type { DeviceTable } from '../../shared/engine/store/device-tables.ts';
import type { ReadDb } from '../../shared/engine/store/handles.ts';
import { loadDevice, loadNamesakes } from '../../shared/engine/store/load-device.ts';
import { forgetRequests, noteRequest } from '../../shared/engine/store/note-request.ts';
import type { ExchangeRefusal } from '../../shared/wire/exchange/frame-header.ts';
import {
  FORMER_HEADER,
  NONCE_FORM,
  NONCE_HEADER,
  ORGANISATION_HEADER,
  REPLICA_HEADER,
  SENT_AT_HEADER,
  SIGNATURE_AGE_MAX_MS,
  SIGNATURE_HEADER,
  signedText,
} from '../../shared/wire/exchange/signature.ts';
import type { Central } from './central.ts';
import { isSignedBy } from './is-signed-by.ts';
import { toCause } from './to-cause.ts';

/** No branch asks as often as this for long; a device that does is broken, or not itself. */
const BY_DEVICE: Rate = { burst: 3000, perSecond: 50 };
/** Requests after which those too old to come again are forgotten. */
const FORGET_EVERY = 100;

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came, compressed or not. */
  readonly body: Uint8Array;
  /** Nothing is written for it, which would bring to the disk that it came. */
  readonly isRead?: boolean;
}

/** Which device sent a request, by its signature; or why central does not listen to it. */
export type VerifyRequest = (sent: SentRequest) => Promise<Result<DeviceTable, ExchangeRefusal>>;

/** Takes each signed request once, soon after it was signed, and no device's too often. */
export function createRequestCheck(central: Central): VerifyRequest {
  const { connector, clock } = central;
  const limit = createRateLimit(clock, BY_DEVICE);
  let taken = 0;
  return async (sent) => {
    const signed = await verifySignature(central, sent);
    if (!signed.ok) return signed;
    const { device, request } = signed.value;
    const late = clockRefusal(clock.nowMs(), request.sentAtMs);
    if (late) return err(late);
    const { organisationId, replica } = device;
    if (limit.take(`${organisationId} ${replica}`)) {
      return err({ kind: 'too-many-requests', detail: 'This device asks too often.' });
    }
    taken += 1;
    if (taken % FORGET_EVERY === 0) {
      await forgetRequests(connector, clock.nowMs() - SIGNATURE_AGE_MAX_MS);
    }
    const seen = { organisationId, replica, ...request };
    const isNew = await noteRequest(connector, seen, { isDurable: sent.isRead ?? false });
    return isNew ? ok(device) : err({ kind: 'replayed', detail: 'This request came before.' });
  };
}

interface Signed {
  readonly device: DeviceTable;
  readonly request: { readonly sentAtMs: number; readonly nonce: string };
}

async function verifySignature(
  central: Central,
  { method, path, headers, body }: SentRequest,
): Promise<Result<Signed, ExchangeRefusal>> {
  const replica = headers[REPLICA_HEADER];
  const signature = headers[SIGNATURE_HEADER];
  const nonce = headers[NONCE_HEADER];
  const sentAtMs = Number(headers[SENT_AT_HEADER]);
  const isNonce = typeof nonce === 'string' && NONCE_FORM.test(nonce);
  const isTime = Number.isSafeInteger(sentAtMs);
  if (typeof replica !== 'string' || typeof signature !== 'string' || !isNonce || !isTime) {
    return err({ kind: 'bad-signature', detail: 'The request is not signed.' });
  }
  const organisationId = textIn(headers, ORGANISATION_HEADER);
  const name = { replica, former: textIn(headers, FORMER_HEADER), organisationId };
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const text = signedText({ method, path, replica, sentAtMs, nonce, bodyHash });
  const device = await findDevice(central, name, (publicKey) =>
    isSignedBy(publicKey, text, signature),
  );
  return device.ok ? ok({ device: device.value, request: { sentAtMs, nonce } }) : device;
}

/** The device of that name whose key has signed, with that key; or why it is not listened to. */
export async function findDevice(
  central: Central,
  name: SignedName,
  signed: (publicKey: string) => boolean,
): Promise<Result<DeviceTable, ExchangeRefusal>> {
  const devices = await central.engine.store.read((db) => loadSigners(db, name));
  if (devices.length === 0) {
    return err({ kind: 'unknown-replica', detail: 'No such device was enrolled.' });
  }
  const signer = await findSigner(central, devices, signed);
  if (signer === null) {
    return err({ kind: 'bad-signature', detail: 'The signature is not by this device.' });
  }
  const { device, key } = signer;
  // One that was replaced is told so by the exchange, and may take its place again.
  if (device.revokedAtMs !== null && device.replacedBy === null) {
    return err({ kind: 'revoked', detail: 'This device was revoked.' });
  }
  return ok({ ...device, publicKey: key });
}

function clockRefusal(nowMs: number, sentAtMs: number): ExchangeRefusal | null {
  if (Math.abs(nowMs - sentAtMs) <= SIGNATURE_AGE_MAX_MS) return null;
  const detail = 'The request was signed at another time than this, by the clock of central.';
  return { kind: 'clock-of-request', detail, nowMs };
}

/** The key that signed: the device's own, or the one it announced, which is then its own. */
async function keyOf(
  { engine }: Central,
  device: DeviceTable,
  signed: (publicKey: string) => boolean,
): Promise<string | null> {
  const { publicKey, nextPublicKey, organisationId, replica } = device;
  if (signed(publicKey)) return publicKey;
  if (nextPublicKey === null || !signed(nextPublicKey)) return null;
  if (device.revokedAtMs === null) {
    await engine.store.write(organisationId, toCause('take-key', null), (tx) =>
      takeDeviceKey(tx, replica, nextPublicKey),
    );
  }
  return nextPublicKey;
}

/** Which of some devices signed, and by which of its keys. */
async function findSigner(
  central: Central,
  devices: readonly DeviceTable[],
  signed: (publicKey: string) => boolean,
): Promise<{ readonly device: DeviceTable; readonly key: string } | null> {
  for (const device of devices) {
    const key = await keyOf(central, device, signed);
    if (key !== null) return { device, key };
  }
  return null;
}

interface SignedName {
  readonly replica: string;
  readonly former: string | null;
  readonly organisationId: string | null;
}

/**
 * The devices that may sign for a replica: one, unless its program does not say yet whose it is. One
 * that goes on in the place of another is not known before its first exchange; until then it is
 * the other's key that has to fit.
 */
async function loadSigners(
  db: ReadDb,
  { replica, former, organisationId }: SignedName,
): Promise<readonly DeviceTable[]> {
  const load = async (name: string): Promise<readonly DeviceTable[]> => {
    if (organisationId === null) return loadNamesakes(db, name);
    if (!isUuid(organisationId)) return [];
    const device = await loadDevice(db, { organisationId, replica: name });
    return device === null ? [] : [device];
  };
  const devices = await load(replica);
  if (devices.length > 0 || former === null) return devices;
  return (await load(former)).map((signer) => ({ ...signer, replica }));
}

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

function textIn(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
