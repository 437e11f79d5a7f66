import type { Rate } from '../../shared/domain/access/create-rate-limit.ts';

/** Tests send more that is refused than any honest address. */
export const NO_LIMIT: Rate = { burst: 1_000_000, perSecond: 1000 };
