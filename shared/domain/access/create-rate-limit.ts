import type { Clock } from '../../core/clock.ts';

/** More names than any central serves; someone is making them up. */
const NAMES_MAX = 10_000;

export interface Rate {
  /** So many at once, after a rest. */
  readonly burst: number;
  /** So many in the long run. */
  readonly perSecond: number;
}

/** Bounds how often something is done under a name: a token bucket for each, filled by the clock. */
export interface RateLimit {
  /** Counts one; says when the next may be tried if this one comes too early. */
  readonly take: (name: string) => { readonly retryAtMs: number } | null;
  /** The same answer, counting nothing. */
  readonly look: (name: string) => { readonly retryAtMs: number } | null;
}

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

export function createRateLimit(clock: Clock, { burst, perSecond }: Rate): RateLimit {
  const buckets = new Map<string, Bucket>();
  const fill = (name: string): Bucket => {
    const atMs = clock.nowMs();
    const bucket = buckets.get(name) ?? { tokens: burst, atMs };
    // A clock that was set back gives nothing, and takes nothing.
    const passedS = Math.max(0, atMs - bucket.atMs) / 1000;
    return { tokens: Math.min(burst, bucket.tokens + passedS * perSecond), atMs };
  };
  const early = ({ tokens, atMs }: Bucket) =>
    tokens >= 1 ? null : { retryAtMs: atMs + Math.ceil(((1 - tokens) / perSecond) * 1000) };
  return {
    look: (name) => early(fill(name)),
    take: (name) => {
      const bucket = fill(name);
      const refused = early(bucket);
      // Taken out first, so that the map stays in the order of last use.
      buckets.delete(name);
      buckets.set(name, refused ? bucket : { ...bucket, tokens: bucket.tokens - 1 });
      const [oldest] = buckets.keys();
      if (buckets.size > NAMES_MAX && oldest !== undefined) buckets.delete(oldest);
      return refused;
    },
  };
}
