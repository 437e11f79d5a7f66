const FREE_ATTEMPTS = 5;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;
/** Who made no attempt for so long begins anew. */
export const FORGOTTEN_AFTER_MS = 60 * 60_000;
/** More names than a group of clinics has; someone is making them up. */
export const NAMES_MAX = 10_000;

/** What is known of the attempts made under a name. */
export interface Attempts {
  readonly tries: number;
  readonly allowedAtMs: number;
  readonly lastMs: number;
}

/**
 * Whether another attempt may be made under a name, and what is to be known then. After a few
 * attempts, each has to wait twice as long.
 */
export function decideAttempt(
  known: Attempts | null,
  nowMs: number,
):
  | { readonly kind: 'allowed'; readonly attempts: Attempts }
  | { readonly kind: 'early'; readonly retryAtMs: number } {
  const isForgotten = known === null || nowMs - known.lastMs > FORGOTTEN_AFTER_MS;
  if (!isForgotten && nowMs < known.allowedAtMs) {
    return { kind: 'early', retryAtMs: known.allowedAtMs };
  }
  const tries = (isForgotten ? 0 : known.tries) + 1;
  const attempts = { tries, allowedAtMs: nowMs + delayAfter(tries), lastMs: nowMs };
  return { kind: 'allowed', attempts };
}

const delayAfter = (tries: number): number =>
  tries < FREE_ATTEMPTS
    ? 0
    : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - FREE_ATTEMPTS));
