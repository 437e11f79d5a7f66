import { EventEmitter, once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../find-chromium.ts';
import { createEvent } from './create-event.ts';
import { report } from './report.ts';
import { takeLock } from './single-instance-lock.ts';

export type StandInApp = ReturnType<typeof createStandInApp>;

/** `app`, with the Chromium that shows its windows. */
export function createStandInApp() {
  const events = new EventEmitter();
  const paths = new Map<string, string>();
  const windows = new Set<{ readonly close: () => void }>();
  const path = (name: string): string => {
    const found = paths.get(name);
    if (found === undefined) throw new Error(`the stand-in was not told the path ${name}`);
    return found;
  };
  let opened: Promise<BrowserContext> | undefined;
  let isLeaving = false;

  const exit = async (code: number): Promise<void> => {
    if (isLeaving) return;
    isLeaving = true;
    events.emit('quit', createEvent({}), code);
    const context = await opened?.catch(() => undefined);
    await context?.close().catch(() => undefined);
    process.exit(code);
  };
  /** The windows close first, then whoever has something to finish may hold the end up. */
  const quit = async (): Promise<void> => {
    const isClosing = [...windows].map(async (window) => {
      const closed = once(window as unknown as EventEmitter, 'closed');
      window.close();
      await closed;
    });
    await Promise.all(isClosing);
    const event = createEvent({});
    events.emit('will-quit', event);
    if (!event.defaultPrevented) await exit(0);
  };

  // The module that imports this one has to be able to set the folder first.
  const ready = once(events, 'ready');
  setImmediate(async () => {
    if (isLeaving) return;
    opened = openChromium(path('userData'));
    await opened;
    events.emit('ready');
  });
  process.on('SIGTERM', () => void quit());

  return Object.assign(events, {
    isPackaged: false,
    windows,
    chromium: async () => {
      await ready;
      if (!opened) throw new Error('Chromium was not started');
      return opened;
    },
    whenReady: () => ready,
    enableSandbox: () => undefined,
    getVersion: () => '0.0.0-test',
    getPath: path,
    setPath: (name: string, folder: string) => {
      mkdirSync(folder, { recursive: true });
      paths.set(name, folder);
    },
    requestSingleInstanceLock: () =>
      takeLock(path('userData'), () => events.emit('second-instance', createEvent({}))),
    quit: () => void quit(),
    exit: (code = 0) => void exit(code),
  });
}

/** One profile per data folder, as in Electron, so what a page stores outlives the program. */
async function openChromium(userData: string): Promise<BrowserContext> {
  const { args, ...found } = await findChromium();
  const profile = join(userData, 'chromium');
  const context = await chromium.launchPersistentContext(profile, {
    ...found,
    args: [...args, '--remote-debugging-port=0'],
    chromiumSandbox: false,
    viewport: null,
    handleSIGTERM: false,
  });
  report({ kind: 'chromium', endpoint: `http://127.0.0.1:${await debuggingPort(profile)}` });
  return context;
}

/** Chromium writes it down soon after it has started. */
async function debuggingPort(profile: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port) return Number(port);
    } catch {}
    await delay(50);
  }
  throw new Error('Chromium did not say where it can be debugged');
}
