import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { present } from '../../shared/core/assert.ts';
import { startNode } from './process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The desktop program as a test sees it. */
export interface Shell extends AsyncDisposable {
  readonly page: Page;
  /** The next thing of this kind that the stand-in tells of. */
  readonly next: (kind: string) => Promise<Record<string, unknown>>;
  /** Asks the program to quit: its exit code. */
  readonly quit: () => Promise<number | NodeJS.Signals>;
}

/** Starts the main process that was bundled into `program`, on the stand-in for Electron. */
export function startShell(
  program: string,
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
) {
  return startNode(
    '--import',
    [
      new URL('electron-stand-in/register.ts', import.meta.url).href,
      `${program}/main/main.js`,
      '--data-folder',
      dataFolder,
    ],
    { cwd: root, env },
  );
}

/** Starts it and joins its Chromium. */
export async function openShell(
  program: string,
  dataFolder: string,
  env?: Readonly<Record<string, string>>,
): Promise<Shell> {
  const child = startShell(program, dataFolder, env);
  let browser: Browser | undefined;
  // What was told while a test waited for something else is not lost.
  const told: Record<string, unknown>[] = [];
  const next = async (kind: string): Promise<Record<string, unknown>> => {
    const index = told.findIndex((event) => event.kind === kind);
    if (index >= 0) return present(told.splice(index, 1)[0], 'it was just found');
    told.push(await child.nextMessage());
    return next(kind);
  };
  const quit = async (): Promise<number | NodeJS.Signals> => {
    // Joined Chromiums are left, not closed; the program closes its own.
    const ended = child.kill('SIGTERM');
    const code = await ended;
    await browser?.close();
    return code;
  };
  try {
    const { endpoint } = await next('chromium');
    await next('window-shown');
    browser = await chromium.connectOverCDP(String(endpoint));
    const page = present(browser.contexts()[0]?.pages()[0], 'the window is open');
    return { page, next, quit, [Symbol.asyncDispose]: async () => void (await quit()) };
  } catch (error) {
    await child.kill();
    throw error;
  }
}
