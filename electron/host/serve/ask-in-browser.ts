import { randomBytes } from 'node:crypto';
import fastify, { type FastifyReply } from 'fastify';
import {
  type MendChoice,
  type MendOffers,
  mendChoiceSchema,
} from '../../../shared/wire/shell/host-message.ts';
import { choicesOf, mendPage, waitPage } from './mend-page.ts';

const LOOPBACK = '127.0.0.1';
const TOKEN_BYTES = 16;
const BODY_BYTES_MAX = 1000;
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * Asks on a page in the browser what to do about a damaged book, for a host without a shell. Its
 * address, which `onUrl` is told, is known to whoever started the host and to no other page. The
 * port is free again when this resolves.
 */
export async function askInBrowser(
  offers: MendOffers,
  port: number,
  onUrl: (url: string) => void,
): Promise<MendChoice> {
  const http = fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true });
  const path = `/mend/${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  const chosen = Promise.withResolvers<MendChoice>();
  const send = (reply: FastifyReply, html: string): FastifyReply =>
    reply.headers(HEADERS).type('text/html; charset=utf-8').send(html);
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  http.get(path, (_request, reply) => send(reply, mendPage(offers, path)));
  http.post(path, (request, reply) => {
    const { choice } = request.body as { readonly choice?: unknown };
    const wish = mendChoiceSchema.safeParse(choice).data;
    if (wish === undefined || !choicesOf(offers).includes(wish)) return reply.code(400).send();
    // The answer has left before the port is given up.
    reply.raw.once('finish', () => chosen.resolve(wish));
    return send(reply, waitPage('This takes a moment. The book opens here by itself.'));
  });
  http.setNotFoundHandler((_request, reply) =>
    send(
      reply.code(404),
      waitPage('The appointment book is damaged. Daybook printed an address where to go on.'),
    ),
  );
  await http.listen({ host: LOOPBACK, port });
  const address = http.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  onUrl(`http://${LOOPBACK}:${bound}${path}`);
  const choice = await chosen.promise;
  await http.close();
  return choice;
}
