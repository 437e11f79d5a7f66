import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import { assert } from '../shared/core/assert.ts';
import { toErrorRecord } from '../shared/core/error-record.ts';
import type { Timers } from '../shared/core/timers.ts';
import type { Rate } from '../shared/domain/access/create-rate-limit.ts';
import type { ListenForSignals } from '../shared/engine/store/send-signal.ts';
import { openCentralDesks } from './desks/open-central-desks.ts';
import { keepJobs } from './keep-jobs.ts';
import type { Gateways } from './notify/keep-outbox.ts';
import { openTlsServer, type TlsServer } from './tls/open-tls-server.ts';
import { requireEncryption } from './tls/require-encryption.ts';
import type { ServerSecurity } from './tls/server-security.ts';
import { createProxyCheck } from './tls/trusted-proxies.ts';
import { acceptWakes } from './transport/accept-wakes.ts';
import { addCarried } from './transport/add-carried.ts';
import { addCodes } from './transport/add-codes.ts';
import { addDeviceKeys } from './transport/add-device-keys.ts';
import { addEnrolment } from './transport/add-enrolment.ts';
import { addExchange } from './transport/add-exchange.ts';
import { addHealth } from './transport/add-health.ts';
import { addOrganisations } from './transport/add-organisations.ts';
import { addRevocations } from './transport/add-revocations.ts';
import type { Central } from './transport/central.ts';
import { createAdminCheck } from './transport/check-admin.ts';
import { collectPackedNews } from './transport/collect-packed-news.ts';
import { createWakeHub } from './transport/create-wake-hub.ts';
import { followSignals } from './transport/follow-signals.ts';
import { guardAddresses } from './transport/guard-addresses.ts';
import { createRequestCheck } from './transport/verify-request.ts';

export interface CentralOptions extends Central {
  readonly timers: Timers;
  readonly log: FastifyBaseLogger;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly security: ServerSecurity;
  /** Hears other processes on the same database; null where there are none. */
  readonly listen: ListenForSignals | null;
  /** Who shows it founds organisations beside the first; null where there is no other. */
  readonly foundingKey: string | null;
  /** By what patients are told; null where there is nothing for it. */
  readonly gateways: Gateways;
  /** The pages of the desk, for managers in a browser; null where there are to be none. */
  readonly pagesFolder: string | null;
  /** How many refused requests one address may make. */
  readonly refusedByAddress: Rate;
}

export interface OpenCentral {
  readonly url: string;
  /** Of central's own certificate, for who joins and has to trust it; null without one. */
  readonly fingerprint: string | null;
  readonly close: () => Promise<void>;
}

const BODY_BYTES_MAX = 10_000;
const REQUEST_MS_MAX = 60_000;
/** Longer than balancers keep a connection that nobody uses, or they send into one just closed. */
const KEPT_MS = 75_000;

/** Central at work: replicas enrol, exchange and are woken. */
export async function openCentral(options: CentralOptions): Promise<OpenCentral> {
  const { engine, clock, log, timers, security } = options;
  const { http, tls } = createHttp(options);
  answerErrors(http);
  requireEncryption(http, security);
  const limit = guardAddresses(http, clock, options.refusedByAddress);
  const hub = createWakeHub({
    timers,
    collect: (listener, place) => collectPackedNews(options, listener, place),
    onError: (error) => log.error({ error: toErrorRecord(error) }, 'News could not be told.'),
  });
  const stopListening = engine.store.onCommit(({ organisationId, seq }) =>
    hub.moved(organisationId, seq),
  );
  addHealth(http, options);
  addOrganisations(http, options);
  const checkAdmin = createAdminCheck(options);
  addCodes(http, options, checkAdmin);
  addEnrolment(http, options);
  const verifyRequest = createRequestCheck(options);
  addExchange(http, options, hub, verifyRequest);
  addCarried(http, options, verifyRequest);
  addDeviceKeys(http, options, verifyRequest);
  const own = security.kind === 'behind-proxy' ? null : limit;
  const desks = await openCentralDesks(http, options, own);
  const wakes = acceptWakes(http.server, verifyRequest, hub, {
    limit: own,
    others: desks?.upgrade ?? null,
    onError: (error) => log.error({ error: toErrorRecord(error) }, 'A line could not be opened.'),
  });
  addRevocations(http, options, checkAdmin, wakes.dismiss);
  const moved = (organisationId: string, seq: number): void => {
    hub.moved(organisationId, seq);
    desks?.moved(organisationId, seq);
  };
  const signals = followSignals(options, { hub: { ...hub, moved }, wakes, log });
  const stopJobs = keepJobs(options);
  const address = await http.listen({ host: options.host, port: options.port });
  return {
    // Fastify does not see that the server it was given encrypts.
    url: security.kind === 'tls' ? address.replace(/^http:/, 'https:') : address,
    fingerprint: tls.fingerprint,
    close: async () => {
      tls.close();
      stopListening();
      await stopJobs();
      await signals.close();
      hub.close();
      wakes.close();
      desks?.close();
      await http.close();
    },
  };
}

function createHttp({ log, timers, security }: CentralOptions): {
  readonly http: FastifyInstance;
  readonly tls: TlsServer;
} {
  let tls: TlsServer | null = null;
  const http = fastify({
    loggerInstance: log,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    forceCloseConnections: true,
    trustProxy: security.kind === 'behind-proxy' ? createProxyCheck(security.proxies) : false,
    serverFactory: (handler) => {
      tls = openTlsServer(handler, security, {
        timers,
        onError: (error) =>
          log.error({ error: toErrorRecord(error) }, 'The certificate could not be read again.'),
      });
      // Fastify leaves this to whoever makes the server.
      tls.server.requestTimeout = REQUEST_MS_MAX;
      tls.server.keepAliveTimeout = KEPT_MS;
      return tls.server;
    },
  });
  assert(tls, 'Fastify makes its server at once.');
  return { http, tls };
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
