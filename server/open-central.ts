import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import type { Timers } from '../shared/core/timers.ts';
import { keepHorizon } from '../shared/engine/keep-horizon.ts';
import { acceptWakes } from './transport/accept-wakes.ts';
import { addCodes } from './transport/add-codes.ts';
import { addEnrolment } from './transport/add-enrolment.ts';
import { addExchange } from './transport/add-exchange.ts';
import { addHealth } from './transport/add-health.ts';
import { addOrganisations } from './transport/add-organisations.ts';
import { addRevocations } from './transport/add-revocations.ts';
import type { Central } from './transport/central.ts';
import { createAdminCheck } from './transport/check-admin.ts';
import { createWakeHub } from './transport/create-wake-hub.ts';
import { toErrorRecord } from './transport/error-record.ts';

export interface CentralOptions extends Central {
  readonly timers: Timers;
  readonly log: FastifyBaseLogger;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface OpenCentral {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const BODY_BYTES_MAX = 10_000;
const REQUEST_MS_MAX = 60_000;

/** Central at work: replicas enrol, exchange and are woken. */
export async function openCentral(options: CentralOptions): Promise<OpenCentral> {
  const { engine, log, timers } = options;
  const http = fastify({
    loggerInstance: log,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    forceCloseConnections: true,
  });
  answerErrors(http);
  const hub = createWakeHub(timers);
  const stopListening = engine.store.onCommit(({ organisationId, seq }) =>
    hub.moved(organisationId, seq),
  );
  addHealth(http, options);
  addOrganisations(http, options);
  const checkAdmin = createAdminCheck(options);
  addCodes(http, options, checkAdmin);
  addEnrolment(http, options);
  addExchange(http, options, hub);
  const wakes = acceptWakes(http.server, options, hub, (error) =>
    log.error({ error: toErrorRecord(error) }, 'A line could not be opened.'),
  );
  addRevocations(http, options, checkAdmin, wakes.dismiss);
  const known = await engine.loadBook();
  const stopHorizon = known
    ? keepHorizon(engine, known.organisationId, timers, (error) =>
        log.error({ error: toErrorRecord(error) }, 'The horizon could not be moved on.'),
      )
    : () => undefined;
  const url = await http.listen({ host: options.host, port: options.port });
  return {
    url,
    close: async () => {
      stopHorizon();
      stopListening();
      hub.close();
      wakes.close();
      await http.close();
    },
  };
}

/** Whatever goes wrong is answered in a shape that replicas read, and logged without patients. */
function answerErrors(http: FastifyInstance): void {
  http.setErrorHandler(async (error: FastifyError, { log }, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      const kind = status === 413 ? 'too-large' : 'malformed';
      return reply.code(status).send({ kind, detail: error.message });
    }
    log.error({ error: toErrorRecord(error) }, 'A request failed.');
    return reply.code(500).send({ kind: 'internal', detail: 'Central could not do this now.' });
  });
  http.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send({ kind: 'not-found', detail: 'There is nothing at this address.' }),
  );
}
