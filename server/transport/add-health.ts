import type { FastifyInstance } from 'fastify';
import { toErrorRecord } from '../../shared/core/error-record.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import type { Central } from './central.ts';

/** Says whether central and its database are there, for a balancer or a person. */
export function addHealth(http: FastifyInstance, { engine }: Central): void {
  http.get('/health', async ({ log }, reply) => {
    try {
      const book = await engine.loadBook();
      return { status: 'ok', protocol: PROTOCOL_VERSION, isSetUp: book !== null };
    } catch (error) {
      log.error({ error: toErrorRecord(error) }, 'The database does not answer.');
      return reply.code(503).send({ status: 'database-unreachable', protocol: PROTOCOL_VERSION });
    }
  });
}
