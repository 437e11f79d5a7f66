import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { toErrorRecord } from '../../shared/core/error-record.ts';
import type { RateLimit } from '../../shared/domain/access/create-rate-limit.ts';
import type { CentralOptions } from '../open-central.ts';
import { acceptDesks } from './accept-desks.ts';
import { addPages } from './add-pages.ts';
import { openDeskHosts } from './open-desk-hosts.ts';

/** The desks that managers have in a browser at central. */
export interface CentralDesks {
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => boolean;
  /** Another process of central wrote in an organisation. */
  readonly moved: (organisationId: string, seq: number) => void;
  readonly close: () => void;
}

/** Serves them, if central was told where the pages are; else null. */
export async function openCentralDesks(
  http: FastifyInstance,
  options: CentralOptions,
  limit: RateLimit | null,
): Promise<CentralDesks | null> {
  const { pagesFolder: folder, security, log } = options;
  if (folder === null) return null;
  const onError = (error: unknown, what: string): void =>
    log.error({ error: toErrorRecord(error) }, what);
  await addPages(http, options, { folder, isEncrypted: security.kind !== 'plain' });
  const hosts = openDeskHosts({ ...options, onError });
  const desks = acceptDesks(hosts, {
    ...{ security, limit },
    onError: (error) => onError(error, 'A desk could not be opened.'),
  });
  return {
    upgrade: desks.upgrade,
    moved: hosts.moved,
    close: () => {
      desks.close();
      hosts.close();
    },
  };
}
