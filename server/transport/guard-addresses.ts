import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../shared/core/clock.ts';
import {
  createRateLimit,
  type Rate,
  type RateLimit,
} from '../../shared/domain/access/create-rate-limit.ts';

/** Refused requests an address may make: a branch of many devices may be one address. */
export const REFUSED_BY_ADDRESS: Rate = { burst: 200, perSecond: 2 };

/**
 * An address whose requests are refused again and again is not listened to for a while. What is
 * signed by a device costs its address nothing, however many devices share it. Gives the limit, for
 * what does not come as a request.
 */
export function guardAddresses(http: FastifyInstance, clock: Clock, rate: Rate): RateLimit {
  const limit = createRateLimit(clock, rate);
  http.addHook('onRequest', async ({ ip, log }, reply) => {
    const early = limit.look(ip);
    if (early === null) return;
    log.debug('An address asks too often for what it is refused.');
    const waitS = Math.ceil((early.retryAtMs - clock.nowMs()) / 1000);
    await reply
      .code(429)
      .header('retry-after', String(Math.max(1, waitS)))
      .send({ kind: 'too-many-requests', detail: 'Too many requests were refused.', ...early });
  });
  http.addHook('onResponse', async ({ ip }, { statusCode }) => {
    if (statusCode >= 400 && statusCode < 500) limit.take(ip);
  });
  return limit;
}
