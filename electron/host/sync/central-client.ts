import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/core/clock.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import {
  type ExchangeRefusal,
  exchangeRefusalSchema,
} from '../../../shared/wire/exchange/frame-header.ts';
import { EXCHANGE_PATH, WAKE_PATH } from '../../../shared/wire/exchange/paths.ts';
import {
  FORMER_HEADER,
  REPLICA_HEADER,
  SENT_AT_HEADER,
  SIGNATURE_HEADER,
  signedText,
} from '../../../shared/wire/exchange/signature.ts';
import { CentralUnreachable, type Fetch, parseAnswer, post, toBody } from './central-request.ts';
import type { DeviceKey } from './open-device-key.ts';

/** This device's way to central. */
export interface CentralClient {
  /** Sends a frame; gives central's frame, or why there is none. Throws when central is not there. */
  readonly exchange: (frame: Uint8Array) => Promise<Result<Uint8Array, ExchangeRefusal>>;
  /** Where central wakes this device, and the headers that prove who asks. */
  readonly wakeRequest: () => { readonly url: string; readonly headers: Record<string, string> };
}

export function createCentralClient(options: {
  readonly centralUrl: string;
  readonly replica: string;
  /** The name whose key this is, if the replica goes on in the place of another. */
  readonly former: string | null;
  readonly key: DeviceKey;
  readonly clock: Clock;
  readonly fetch: Fetch;
}): CentralClient {
  const { centralUrl, replica, former, key, clock } = options;
  const signedHeaders = (method: string, path: string, body: Uint8Array) => {
    const sentAtMs = clock.nowMs();
    const bodyHash = createHash('sha256').update(body).digest('hex');
    return {
      [REPLICA_HEADER]: replica,
      ...(former === null ? {} : { [FORMER_HEADER]: former }),
      [SENT_AT_HEADER]: String(sentAtMs),
      [SIGNATURE_HEADER]: key.sign(signedText({ method, path, replica, sentAtMs, bodyHash })),
    };
  };
  return {
    exchange: async (frame) => {
      const { body, headers } = await toBody(frame);
      const answer = await post(options.fetch, new URL(EXCHANGE_PATH, centralUrl), {
        body,
        headers: {
          ...headers,
          ...signedHeaders('POST', EXCHANGE_PATH, body),
          'content-type': 'application/octet-stream',
          'accept-encoding': 'zstd',
        },
      });
      if (answer.status === 200) return ok(answer.bytes);
      const refusal = parseAnswer(answer.bytes, exchangeRefusalSchema);
      if (refusal) return err(refusal);
      throw new CentralUnreachable(`Central answered with ${answer.status}.`);
    },
    wakeRequest: () => {
      const url = new URL(WAKE_PATH, centralUrl);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      return { url: url.href, headers: signedHeaders('GET', WAKE_PATH, new Uint8Array()) };
    },
  };
}
