import { deriveKey, newBookKey, sealBookKey, sealForWay } from './book-key.ts';
import type { SealedKey, Way } from './keyring-file.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';
import type { Unlocked } from './unlock-keyring.ts';

const UNSEEN = 'unseen recovery key';

export function withWay(unlocked: Unlocked, way: Way): Unlocked {
  const { state, current, former } = unlocked;
  const { bookId, ways } = state;
  return {
    ...unlocked,
    state: {
      ...state,
      ways: [...ways, way],
      current: sealForWay(bookId, state.current, { key: current, way }),
      former: state.former && former && sealForWay(bookId, state.former, { key: former, way }),
    },
  };
}

export function withoutWay(unlocked: Unlocked, id: string): Unlocked {
  const { state } = unlocked;
  const strip = (sealed: SealedKey): SealedKey => {
    const { [id]: _, ...sealedByWay } = sealed.sealedByWay;
    return { ...sealed, sealedByWay };
  };
  const ways = state.ways.filter((way) => way.id !== id);
  const hasRecoveryKey = ways.some(({ kind }) => kind === 'recovery-key');
  return {
    ...unlocked,
    state: {
      ...state,
      ways,
      current: strip(state.current),
      former: state.former && strip(state.former),
      unseenRecoveryKey: hasRecoveryKey ? state.unseenRecoveryKey : null,
    },
  };
}

/** A new key for the ways there are; the one until now stays at hand until the book is copied. */
export function withNextKey(unlocked: Unlocked): Unlocked {
  const { state, current } = unlocked;
  const key = newBookKey();
  const text = unseenRecoveryKeyOf(unlocked);
  const next: Unlocked = {
    ...unlocked,
    ...{ current: key, former: current },
    state: {
      ...state,
      ...{ current: sealBookKey(state.bookId, key, state.ways), former: state.current },
    },
  };
  return withUnseenRecoveryKey(next, text);
}

export const withoutFormerKey = (unlocked: Unlocked): Unlocked => ({
  ...unlocked,
  former: null,
  state: { ...unlocked.state, former: null },
});

/** Keeps a recovery key until somebody has written it down. Who has the key needs it no more. */
export function withUnseenRecoveryKey(unlocked: Unlocked, text: string | null): Unlocked {
  const key = deriveKey(unlocked.current, UNSEEN);
  const unseenRecoveryKey = text === null ? null : sealBytes(key, Buffer.from(text), UNSEEN);
  return { ...unlocked, state: { ...unlocked.state, unseenRecoveryKey } };
}

export function unseenRecoveryKeyOf({ state, current }: Unlocked): string | null {
  const sealed = state.unseenRecoveryKey;
  if (sealed === null) return null;
  return openBytes(deriveKey(current, UNSEEN), sealed, UNSEEN)?.toString() ?? null;
}
