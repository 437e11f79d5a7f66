import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../shared/core/clock.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { DeviceKeyChange } from '../../../shared/wire/exchange/enrolment.ts';
import {
  type ExchangeRefusal,
  exchangeRefusalSchema,
} from '../../../shared/wire/exchange/frame-header.ts';
import {
  CARRIED_PATH,
  DEVICE_KEY_PATH,
  EXCHANGE_PATH,
  WAKE_PATH,
} from '../../../shared/wire/exchange/paths.ts';
import {
  FORMER_HEADER,
  keyProofText,
  NONCE_HEADER,
  ORGANISATION_HEADER,
  REPLICA_HEADER,
  SENT_AT_HEADER,
  SIGNATURE_HEADER,
  signedText,
} from '../../../shared/wire/exchange/signature.ts';
import { CentralUnreachable, type Fetch, parseAnswer, post, toBody } from './central-request.ts';
import type { SigningKey } from './open-device-key.ts';

/** This device's way to central. */
export interface CentralClient {
  /** Sends a frame; gives central's frame, or why there is none. Throws when central is not there. */
  readonly exchange: (frame: Uint8Array) => Promise<Result<Uint8Array, ExchangeRefusal>>;
  /** Where central wakes this device, and the headers that prove who asks. */
  readonly wakeRequest: () => { readonly url: string; readonly headers: Record<string, string> };
  /** Hands in what another replica sealed; gives central's sealed answer to that one. */
  readonly carry: (sealed: Uint8Array) => Promise<Result<Uint8Array, ExchangeRefusal>>;
  /** Tells central the key that this device will sign with. */
  readonly announceKey: (next: SigningKey) => Promise<Result<null, ExchangeRefusal>>;
}

export interface CentralClientOptions {
  readonly centralUrl: string;
  /** Left out where the replica's name is known to be one organisation's alone. */
  readonly organisationId?: string;
  readonly replica: string;
  /** The name whose key this is, if the replica goes on in the place of another. */
  readonly former: string | null;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly fetch: Fetch;
}

const NONCE_BYTES = 16;
const JSON_ANSWER = z.object({ publicKey: z.string() });

export function createCentralClient(options: CentralClientOptions): CentralClient {
  const { centralUrl } = options;
  const sign = createSigner(options);
  const send = async (path: string, body: Uint8Array<ArrayBuffer>, headers: object) => {
    const answer = await post(options.fetch, new URL(path, centralUrl), {
      body,
      headers: {
        ...headers,
        ...sign.headers('POST', path, body),
        'content-type': 'application/octet-stream',
        'accept-encoding': 'zstd',
      },
    });
    if (answer.status === 200) return ok(answer.bytes);
    const refusal = parseAnswer(answer.bytes, exchangeRefusalSchema);
    if (refusal) return err(refusal);
    throw new CentralUnreachable(`Central answered with ${answer.status}.`);
  };
  /** Signs once more by central's clock, where this one was too far from it. */
  const sendInTime: typeof send = async (path, body, headers) => {
    const first = await send(path, body, headers);
    const isLate = !first.ok && first.error.kind === 'clock-of-request';
    if (!isLate || first.error.nowMs === undefined) return first;
    sign.setClock(first.error.nowMs);
    return send(path, body, headers);
  };
  return {
    exchange: async (frame) => {
      const { body, headers } = await toBody(frame);
      return sendInTime(EXCHANGE_PATH, body, headers);
    },
    carry: (sealed) => sendInTime(CARRIED_PATH, new Uint8Array(sealed), {}),
    wakeRequest: () => {
      const url = new URL(WAKE_PATH, centralUrl);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      return { url: url.href, headers: sign.headers('GET', WAKE_PATH, new Uint8Array()) };
    },
    announceKey: async ({ publicKey, sign: signNew }) => {
      const proof = signNew(keyProofText(options.replica, publicKey));
      const change: DeviceKeyChange = { publicKey, proof };
      const body = new TextEncoder().encode(JSON.stringify(change));
      const answer = await sendInTime(DEVICE_KEY_PATH, body, {});
      if (!answer.ok) return answer;
      const known = parseAnswer(answer.value, JSON_ANSWER)?.publicKey;
      if (known !== publicKey) throw new CentralUnreachable('Central did not take the key.');
      return ok(null);
    },
  };
}

/** Signs requests by a clock that follows central's, once central said that this one is off. */
function createSigner({ organisationId, replica, former, key, clock }: CentralClientOptions) {
  let offsetMs = 0;
  return {
    setClock: (centralNowMs: number): void => {
      offsetMs = Math.round(centralNowMs - clock.nowMs());
    },
    headers: (method: string, path: string, body: Uint8Array): Record<string, string> => {
      const sentAtMs = clock.nowMs() + offsetMs;
      const nonce = randomBytes(NONCE_BYTES).toString('base64url');
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const text = signedText({ method, path, replica, sentAtMs, nonce, bodyHash });
      return {
        ...(organisationId === undefined ? {} : { [ORGANISATION_HEADER]: organisationId }),
        [REPLICA_HEADER]: replica,
        ...(former === null ? {} : { [FORMER_HEADER]: former }),
        [SENT_AT_HEADER]: String(sentAtMs),
        [NONCE_HEADER]: nonce,
        [SIGNATURE_HEADER]: key.sign(text),
      };
    },
  };
}
