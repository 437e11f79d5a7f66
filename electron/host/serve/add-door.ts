import type { FastifyInstance, FastifyReply } from 'fastify';

/** Which browsers are desks of this host, as far as serving pages to them is concerned. */
export interface BrowserDoor {
  /** The pass of a browser that comes with this code; null if the code is worth nothing. */
  readonly enter: (code: string) => string | null;
  readonly isIn: (pass: string) => boolean;
}

/** Has a token of its own. */
export const CONTROL_PATH = '/control/network';
const LINK_PATH = '/open/';
const PASS_KEPT_S = 30 * 24 * 3600;

/** What a browser is shown that no link of this host opened; it needs nothing else from here. */
const SHUT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Daybook</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem}</style>
<h1>This browser cannot open the book yet</h1>
<p>Open the link that Daybook printed when it was started. It works once, within an hour. For a new
one, end Daybook and start it again.</p>
</html>`;

/** Lets a browser in that comes by a link, and tells every other one what it needs. */
export function addDoor(http: FastifyInstance, door: BrowserDoor): void {
  http.addHook('onRequest', async (request, reply) => {
    if (reply.sent || request.url === CONTROL_PATH || request.url.startsWith(LINK_PATH)) return;
    if (!door.isIn(passOf(request.headers.host, request.headers.cookie))) await shut(reply);
  });
  // Not for HEAD: who only looks whether a link works would use it up.
  http.get<{ Params: { code: string } }>(
    `${LINK_PATH}:code`,
    { exposeHeadRoute: false },
    async ({ params, headers: { host = '', cookie } }, reply) => {
      // Whoever is in already, and follows the link again, goes on.
      if (!door.isIn(passOf(host, cookie))) {
        const pass = door.enter(params.code);
        if (pass === null) return shut(reply);
        const kept = `Path=/; Max-Age=${PASS_KEPT_S}; HttpOnly; SameSite=Lax`;
        void reply.header('set-cookie', `${cookieName(host)}=${pass}; ${kept}`);
      }
      return reply.header('cache-control', 'no-store').redirect('/', 303);
    },
  );
}

/** The pass that a browser brings along, or what is none. */
export function passOf(host: string | undefined, cookie: string | undefined): string {
  const name = `${cookieName(host ?? '')}=`;
  const found = (cookie ?? '').split('; ').find((one) => one.startsWith(name));
  return found?.slice(name.length) ?? '';
}

/** Cookies of one name are sent to every port of an address. */
const cookieName = (host: string): string => `daybook-desk-${host.split(':')[1] ?? ''}`;

const shut = (reply: FastifyReply): FastifyReply =>
  reply.code(403).type('text/html; charset=utf-8').send(SHUT);
