import { EventEmitter } from 'node:events';
import type { BrowserContext, Page, Request, Route } from 'playwright-core';
import { createEvent } from './create-event.ts';
import type { MainPort } from './main-port.ts';
import { createPortTable } from './port-table.ts';
import { openPreloadWorld, type PreloadWorld } from './preload-world.ts';
import { fromHttps, toHttps } from './scheme-address.ts';
import type { StandInSession } from './stand-in-session.ts';

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' | 'allow' };

export interface ContentsOptions {
  readonly chromium: () => Promise<BrowserContext>;
  readonly ipcMain: EventEmitter;
  readonly session: StandInSession;
  readonly preload: string;
  readonly argv: readonly string[];
  readonly size: { readonly width: number; readonly height: number };
}

export type StandInContents = ReturnType<typeof createWebContents>;

/** `webContents`: one page of Chromium, with the preload beside it. */
export function createWebContents(options: ContentsOptions) {
  const events = new EventEmitter();
  let page: Page | undefined;
  let world: PreloadWorld | undefined;
  let expected: string | undefined;
  let mayOpen: OpenHandler = () => ({ action: 'allow' });
  const ports = createPortTable((message) => world?.send(message));
  const url = (): string => fromHttps(page?.url() ?? '');

  const onRequest = async (route: Route): Promise<void> => {
    const request = route.request();
    // A page that this one tries to open. Whatever the answer, the stand-in has one window.
    if (pageOf(request) !== page) return route.abort('aborted');
    const isMainFrame = request.isNavigationRequest() && request.frame() === page?.mainFrame();
    if (request.isNavigationRequest() && request.url() !== expected) {
      const event = createEvent({ url: fromHttps(request.url()), isMainFrame });
      if (isMainFrame) events.emit('will-navigate', event);
      events.emit('will-frame-navigate', event);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    return options.session.answer(route);
  };

  const open = async (): Promise<void> => {
    const context = await options.chromium();
    const opened = context.pages().find((one) => one.url() === 'about:blank');
    page = opened ?? (await context.newPage());
    await context.route('**/*', onRequest);
    page.on('popup', (popup) => void popup.close());
    page.on('load', () => events.emit('did-finish-load'));
    const cdp = await context.newCDPSession(page);
    await cdp.send('Page.enable');
    cdp.on('Page.windowOpen', ({ url }) => mayOpen({ url: fromHttps(url) }));
    const { windowId } = await cdp.send('Browser.getWindowForTarget');
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: options.size });
    world = await openPreloadWorld(cdp, {
      preload: options.preload,
      argv: options.argv,
      onGone: ports.closeAll,
      onMessage: (message) => {
        if (message.kind !== 'ipc') ports.receive(message);
        else {
          const event = { sender: contents, senderFrame: { url: url(), parent: null } };
          options.ipcMain.emit(message.channel, event, ...message.args);
        }
      },
    });
  };
  const isOpen = open();

  const contents = Object.assign(events, {
    getURL: url,
    setWindowOpenHandler: (handler: OpenHandler) => {
      mayOpen = handler;
    },
    postMessage: (channel: string, message: unknown, moved: readonly MainPort[]) =>
      world?.send({ kind: 'ipc', channel, message, ports: ports.give(moved) }),
    load: async (address: string) => {
      await isOpen;
      expected = toHttps(address);
      await page?.goto(expected);
    },
    close: async () => {
      await isOpen;
      await page?.context().unroute('**/*', onRequest);
      await page?.close();
      ports.closeAll();
      events.emit('destroyed');
    },
  });
  return contents;
}

/** A page that is only being opened has no frame yet. */
function pageOf(request: Request): Page | undefined {
  try {
    return request.frame().page();
  } catch {
    return undefined;
  }
}
