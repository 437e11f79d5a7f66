import type { Id, NewId } from '../core/ids.ts';
import type { Frame } from '../wire/exchange/frame.ts';
import { FRAME_ROWS_MAX, type PushHeader } from '../wire/exchange/frame-header.ts';
import type { Protocol } from '../wire/protocol-version.ts';
import { collectPush, preparePush } from './exchange/collect-push.ts';
import { splitPush } from './exchange/split-push.ts';
import type { Engine } from './open-engine.ts';
import type { Store } from './store/open-store.ts';
import { SYNC } from './take-arrived.ts';

export interface Pushing extends Pick<Engine, 'nextPush' | 'prepareNext' | 'splitPush' | 'speak'> {
  /** Central's answer was taken; `protocol`: the newest version that it speaks. */
  readonly answered: (protocol: number) => void;
}

/** Makes a replica's frames, as long as central can read them and in a version that it speaks. */
export function createPushing(store: Store, newId: NewId, protocol: Protocol): Pushing {
  let limit = FRAME_ROWS_MAX;
  let spoken = protocol.version;
  let waiting = 0;
  const made = new Map<Id, Frame<PushHeader>>();
  const making = () => ({ batchId: newId(), limit, protocol: spoken, made });
  return {
    nextPush: async (organisationId) => {
      const push = await store.write(organisationId, SYNC, (tx) => collectPush(tx, making()));
      waiting = push.waiting;
      return push.bytes;
    },
    prepareNext: async (organisationId) => {
      if (waiting === 0) return;
      await store.write(organisationId, SYNC, (tx) => preparePush(tx, making()));
    },
    splitPush: async (organisationId) => {
      const half = await store.write(organisationId, SYNC, splitPush);
      limit = half ?? limit;
      return half !== null;
    },
    speak: ({ to }) => {
      if (to >= spoken || to < protocol.servedFrom) return false;
      spoken = to;
      return true;
    },
    answered: (version) => {
      limit = Math.min(FRAME_ROWS_MAX, limit * 2);
      spoken = Math.min(protocol.version, version);
    },
  };
}
