import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../shared/core/clock.ts';
import type { Random } from '../../../shared/core/random.ts';
import { createPasses, type KeptPass, type Passes } from './create-passes.ts';

const IDLE_MS = 12 * 3_600_000;
/** Use is noted this coarsely: a token's age matters in hours. */
const NOTED_EVERY_MS = 5 * 60_000;
const TOKENS_MAX = 500;
const SECRET_BYTES = 32;
/** Long enough for a telephone call, short enough for an empty desk. */
const IDLE_LOCK_MIN = 10;

export const accessSchema = z.object({
  tokens: z.array(
    z.object({
      hash: z.string(),
      userId: z.string(),
      usedMs: z.number(),
      isLocked: z.boolean().default(false),
      wrongPins: z.int().default(0),
    }),
  ),
  passes: z.array(z.object({ hash: z.string(), usedMs: z.number() })).default([]),
  storeKeys: z.record(z.string(), z.string()),
  pins: z.record(z.string(), z.string()).default({}),
  idleLockMin: z.int().default(IDLE_LOCK_MIN),
});
export type AccessState = z.infer<typeof accessSchema>;
type SignedInToken = AccessState['tokens'][number];

export const NO_ACCESS: AccessState = {
  ...{ tokens: [], passes: [], storeKeys: {}, pins: {}, idleLockMin: IDLE_LOCK_MIN },
};

/** Who is signed in at which desk of this host, and the keys of their desks' own stores. */
export interface Access extends Passes {
  /** A token that signs this user in again. Only its hash is kept. */
  readonly newToken: (userId: string) => string;
  /** Whose token this is, if it was used within the last twelve hours. */
  readonly userOfToken: (token: string) => string | null;
  readonly forgetToken: (token: string) => void;
  /** Signs everybody out, and makes worthless what their desks kept; PINs go too. */
  readonly forgetEverybody: () => void;
  /** The key of this user's desk stores: 32 bytes in base64, always the same. */
  readonly storeKeyOf: (userId: string) => string;
  readonly isLocked: (token: string) => boolean;
  readonly lock: (token: string) => void;
  readonly unlock: (token: string) => void;
  /** How many wrong PINs there were at this desk since it was last unlocked. */
  readonly countWrongPin: (token: string) => number;
  /** The hash of the PIN this user has at this computer; null without one. */
  readonly pinOf: (userId: string) => string | null;
  readonly setPin: (userId: string, pinHash: string | null) => void;
  /** After so many minutes without anybody the desks of this computer lock. */
  readonly idleLockMin: () => number;
  readonly setIdleLockMin: (minutes: number) => void;
}

/** Who is signed in, as it is kept where `save` puts it; what it is at first is `start`. */
export function createAccess(
  kept: { readonly start: AccessState; readonly save: (state: AccessState) => void },
  clock: Clock,
  random: Random,
): Access {
  let state = kept.start;
  const save = (next: AccessState): void => {
    state = next;
    kept.save(next);
  };
  const passes = {
    read: () => state.passes,
    save: (kept: readonly KeptPass[]) => save({ ...state, passes: [...kept] }),
  };
  const secret = (): string => Buffer.from(random.bytes(SECRET_BYTES)).toString('base64');
  const isFresh = ({ usedMs }: { readonly usedMs: number }): boolean =>
    clock.nowMs() - usedMs < IDLE_MS;

  const find = (token: string): SignedInToken | undefined => {
    const hash = hashOf(token);
    return state.tokens.find((one) => one.hash === hash);
  };
  const change = (token: string, changes: Partial<SignedInToken>): void => {
    const found = find(token);
    const changed = (one: SignedInToken) => (one === found ? { ...one, ...changes } : one);
    if (found) save({ ...state, tokens: state.tokens.map(changed) });
  };

  return {
    ...createPasses(passes, clock, random),
    newToken: (userId) => {
      const token = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
      const kept = state.tokens.filter(isFresh).slice(-(TOKENS_MAX - 1));
      const fresh = { userId, usedMs: clock.nowMs(), isLocked: false, wrongPins: 0 };
      const mine = { hash: hashOf(token), ...fresh };
      save({ ...state, tokens: [...kept, mine] });
      return token;
    },
    userOfToken: (token) => {
      const found = find(token);
      if (!found || !isFresh(found)) return null;
      const usedMs = clock.nowMs();
      if (usedMs - found.usedMs > NOTED_EVERY_MS) change(token, { usedMs });
      return found.userId;
    },
    forgetToken: (token) => {
      const hash = hashOf(token);
      save({ ...state, tokens: state.tokens.filter((one) => one.hash !== hash) });
    },
    forgetEverybody: () => save({ ...state, tokens: [], storeKeys: {}, pins: {} }),
    storeKeyOf: (userId) => {
      const known = state.storeKeys[userId];
      if (known) return known;
      const key = secret();
      save({ ...state, storeKeys: { ...state.storeKeys, [userId]: key } });
      return key;
    },
    isLocked: (token) => find(token)?.isLocked ?? false,
    lock: (token) => change(token, { isLocked: true }),
    unlock: (token) => change(token, { isLocked: false, wrongPins: 0 }),
    countWrongPin: (token) => {
      const wrongPins = (find(token)?.wrongPins ?? 0) + 1;
      change(token, { wrongPins });
      return wrongPins;
    },
    pinOf: (userId) => state.pins[userId] ?? null,
    setPin: (userId, pinHash) => {
      const { [userId]: _before, ...others } = state.pins;
      save({ ...state, pins: pinHash === null ? others : { ...others, [userId]: pinHash } });
    },
    idleLockMin: () => state.idleLockMin,
    setIdleLockMin: (idleLockMin) => save({ ...state, idleLockMin }),
  };
}

/** A token is 32 random bytes, so a plain hash cannot be guessed back. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
