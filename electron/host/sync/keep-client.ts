import type { Clock } from '../../../shared/core/clock.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import { type CentralClient, createCentralClient } from './central-client.ts';
import { CentralUnreachable, type Fetch } from './central-request.ts';
import type { DeviceKeys } from './open-device-key.ts';

type Named = Pick<BookTable, 'organisationId' | 'replica' | 'incarnationOf'>;

/** A way to central that goes on when the replica's name or the device's key changes. */
export interface KeptClient extends Pick<CentralClient, 'carry' | 'exchange' | 'wakeRequest'> {
  readonly rename: (book: Named) => void;
}

/** After an exchange, and not before central knows the device, its key is changed if it is due. */
export function keepClient(
  book: Named,
  options: {
    readonly centralUrl: string;
    readonly keys: DeviceKeys;
    readonly clock: Clock;
    readonly fetch: Fetch;
    readonly onError: (error: unknown) => void;
  },
): KeptClient {
  const { keys, onError, ...rest } = options;
  let named = book;
  const open = (): CentralClient => {
    const { organisationId, replica, incarnationOf: former } = named;
    return createCentralClient({ ...rest, organisationId, replica, former, key: keys.current() });
  };
  let client = open();
  const changeKey = async (): Promise<void> => {
    try {
      const told = await client.announceKey(keys.next());
      if (!told.ok) return onError(new Error(`Central keeps the old key: ${told.error.kind}.`));
      keys.takeNext();
      client = open();
    } catch (error) {
      // The next exchange tries again.
      if (!(error instanceof CentralUnreachable)) throw error;
    }
  };
  return {
    exchange: async (frame) => {
      const answer = await client.exchange(frame);
      if (answer.ok && keys.isDue(options.clock.nowMs())) await changeKey();
      return answer;
    },
    carry: (sealed) => client.carry(sealed),
    // Asked anew each time: the client may have become another.
    wakeRequest: () => client.wakeRequest(),
    rename: (renamed) => {
      named = renamed;
      client = open();
    },
  };
}
