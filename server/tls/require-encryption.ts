import type { FastifyInstance } from 'fastify';
import type { ServerSecurity } from './server-security.ts';

/** A year: a browser that was here once asks for nothing unencrypted any more (RFC 6797). */
const HSTS = 'max-age=31536000';

/** Answers what came encrypted, and says that it should go on so. A balancer may ask for health. */
export function requireEncryption(http: FastifyInstance, security: ServerSecurity): void {
  if (security.kind === 'plain') return;
  http.addHook('onRequest', async ({ protocol, url }, reply) => {
    void reply.header('strict-transport-security', HSTS);
    if (protocol === 'https' || url === '/health') return;
    const detail = 'The request did not come encrypted, or not through the proxy central knows.';
    await reply.code(403).send({ kind: 'not-encrypted', detail });
  });
}
