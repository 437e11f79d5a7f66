import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PAGE_HEADERS } from '../../electron/host/serve/page-headers.ts';
import { loadFeeds } from '../../shared/engine/queries/load-feeds.ts';
import type { Central } from '../transport/central.ts';
import { cookieOf, newPass, passIn } from './desk-cookie.ts';

/** Where an organisation's people begin, if central has several. */
const ORGANISATION_PATH = '/of/';

const WHICH = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Daybook</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem}</style>
<h1>Which organisation?</h1>
<p>Open the address of your organisation, which ends with ${ORGANISATION_PATH} and its number. Whoever
runs this server knows it.</p>
</html>`;

/** Serves the pages of the desk, and gives each browser what it is known by. */
export async function addPages(
  http: FastifyInstance,
  { engine }: Pick<Central, 'engine'>,
  options: { readonly folder: string; readonly isEncrypted: boolean },
): Promise<void> {
  const { folder, isEncrypted } = options;
  const enter = (reply: FastifyReply, organisationId: string): FastifyReply =>
    reply.header('set-cookie', cookieOf(newPass(organisationId), isEncrypted));
  const home = async ({ headers }: FastifyRequest, reply: FastifyReply) => {
    void reply.header('cache-control', 'no-cache');
    if (passIn(headers.cookie, isEncrypted) !== null) return reply.sendFile('index.html');
    const feeds = await engine.store.read(loadFeeds);
    const [only] = feeds;
    if (!only || feeds.length > 1) {
      return reply
        .code(only ? 300 : 404)
        .type('text/html; charset=utf-8')
        .send(WHICH);
    }
    return enter(reply, only.organisationId).sendFile('index.html');
  };
  await http.register((pages, _options, done) => {
    pages.addHook('onRequest', async (_request, reply) => void reply.headers(PAGE_HEADERS));
    void pages.register(fastifyStatic, { root: folder, cacheControl: false, index: false });
    pages.get('/', home);
    pages.get<{ Params: { organisationId: string } }>(
      `${ORGANISATION_PATH}:organisationId`,
      async ({ params }, reply) => {
        const id = z.uuid().safeParse(params.organisationId.toLowerCase()).data;
        const feeds = await engine.store.read(loadFeeds);
        if (!feeds.some(({ organisationId }) => organisationId === id) || id === undefined) {
          return reply.code(404).type('text/html; charset=utf-8').send(WHICH);
        }
        return enter(reply, id).header('cache-control', 'no-store').redirect('/', 303);
      },
    );
    done();
  });
}
