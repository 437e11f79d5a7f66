import type { Route } from 'playwright-core';
import { fromHttps } from './scheme-address.ts';

type Handler = (request: {
  readonly method: string;
  readonly url: string;
}) => Response | Promise<Response>;
type RequestListener = (
  request: { readonly url: string },
  answer: (decision: { readonly cancel?: boolean }) => void,
) => void;

export type StandInSession = ReturnType<typeof createStandInSession>;

/** The one session there is. What it may not do is said by Chromium itself (see the README). */
export function createStandInSession() {
  const schemes = new Set<string>();
  const handlers = new Map<string, Handler>();
  let beforeRequest: RequestListener = (_request, answer) => answer({});

  const isCancelled = (url: string): Promise<boolean> =>
    new Promise((resolve) => beforeRequest({ url }, ({ cancel }) => resolve(cancel === true)));

  return {
    registerSchemes: (registered: readonly { readonly scheme: string }[]) => {
      for (const { scheme } of registered) schemes.add(scheme);
    },
    protocol: { handle: (scheme: string, handler: Handler) => handlers.set(scheme, handler) },
    webRequest: {
      onBeforeRequest: (listener: RequestListener) => {
        beforeRequest = listener;
      },
    },
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,

    /** Answers a request of a page by the handler of its scheme. Nothing reaches a network. */
    answer: async (route: Route): Promise<void> => {
      const request = route.request();
      const url = fromHttps(request.url());
      const scheme = url.slice(0, url.indexOf(':'));
      if (await isCancelled(url)) return route.abort('blockedbyclient');
      const handler = schemes.has(scheme) ? handlers.get(scheme) : undefined;
      if (!handler) return route.abort('failed');
      const response = await handler({ method: request.method(), url });
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    },
  };
}
