import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { bundleShell } from '../../build/bundle-shell.ts';
import { openShell, type Shell, startShell } from '../support/open-shell.ts';

// The real main process and preload, on the stand-in for Electron, with an empty page and a host that
// echoes. The pages and the host of the clinic are in shell-host.e2e.ts.

const program = fileURLToPath(new URL('../../dist/shell-test', import.meta.url));
let dataFolder: string;
let shell: Shell;

test.beforeAll(async () => {
  await bundleShell({ outDir: program, hostEntry: 'test/support/echo-host.ts' });
  mkdirSync(join(program, 'renderer'), { recursive: true });
  writeFileSync(join(program, 'renderer', 'index.html'), '<!doctype html><title>Daybook</title>');
});

test.beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'daybook-shell-'));
  shell = await openShell(program, dataFolder);
  await collectPorts(shell.page);
});

test.afterEach(async () => {
  await shell.quit();
  rmSync(dataFolder, { recursive: true, force: true });
});

declare global {
  interface Window {
    daybook: { platform: string; version: string; requestPort: () => void };
    /** Every line the page was given, oldest first. */
    lines: MessagePort[];
    linesClosed: number;
  }
}

async function collectPorts(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.lines = [];
    window.linesClosed = 0;
    window.addEventListener('message', (event) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'daybook-desk-port' || !port) return;
      port.addEventListener('close', () => {
        window.linesClosed += 1;
      });
      window.lines.push(port);
    });
  });
}

const lineCount = (page: Page): Promise<number> => page.evaluate(() => window.lines.length);

/** Sends a message on the newest line and waits for the host's answer. */
async function ask(
  page: Page,
  message: unknown,
): Promise<{ echo: unknown; pid: number; dataFolder: string }> {
  return page.evaluate(
    (sent) =>
      new Promise((resolve) => {
        const line = window.lines.at(-1);
        if (!line) throw new Error('no line yet');
        line.onmessage = (event) => resolve(event.data);
        line.postMessage(sent);
      }),
    message,
  );
}

async function requestLine(page: Page): Promise<void> {
  const before = await lineCount(page);
  await page.evaluate(() => window.daybook.requestPort());
  await expect.poll(() => lineCount(page)).toBeGreaterThan(before);
}

test('the window shows the program, and the bridge is all the page is given', async () => {
  const { page } = shell;
  expect(new URL(page.url()).pathname).toBe('/index.html');
  await expect(page).toHaveTitle('Daybook');
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.daybook),
    version: window.daybook.version,
    platform: window.daybook.platform,
    leaked: ['require', 'process', 'ipcRenderer', 'module', 'Buffer'].filter((n) => n in window),
  }));
  expect(seen).toEqual({
    bridge: ['platform', 'version', 'requestPort', 'requestSeat', 'keepSeat'],
    version: '0.0.0-test',
    platform: process.platform,
    leaked: [],
  });
});

test('a line to the host arrives and carries messages both ways', async () => {
  await requestLine(shell.page);
  const message = { type: 'hello', words: 'Grüße, 早上好', list: [1, null, { deep: true }] };
  const answer = await ask(shell.page, message);
  expect(answer.echo).toEqual(message);
  expect(answer.dataFolder).toBe(dataFolder);
  expect(answer.pid).not.toBe(process.pid);
});

test('a host that dies is started again, and the window gets a new line by itself', async () => {
  const { page } = shell;
  await requestLine(page);
  const first = await ask(page, 1);
  const lines = await lineCount(page);
  process.kill(first.pid, 'SIGKILL');
  await expect.poll(() => lineCount(page)).toBe(lines + 1);
  await expect.poll(() => page.evaluate(() => window.linesClosed)).toBe(lines);
  const second = await ask(page, 2);
  expect(second.echo).toBe(2);
  expect(second.pid).not.toBe(first.pid);
  const log = readFileSync(join(dataFolder, 'shell.log'), 'utf8');
  expect(log).toMatch(/"ready".*"restarting","attempt":1.*"ready"/s);
});

test('a reloaded page asks again and gets a line', async () => {
  const { page } = shell;
  await requestLine(page);
  await page.reload();
  await collectPorts(page);
  await requestLine(page);
  expect((await ask(page, 'again')).echo).toBe('again');
});

test('scripts in the page, strings as code and foreign addresses are refused', async () => {
  const { page } = shell;
  const refused = await page.evaluate(async () => {
    const violations: string[] = [];
    const lastOne = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        violations.push(effectiveDirective);
        if (effectiveDirective === 'frame-src') resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.inlineScriptRan = true';
    document.head.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.inlineScriptRan = true');
    button.click();
    // Later, because the test's own call may make code from strings.
    const codeFromString = new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          resolve(new Function('return 1')());
        } catch (error) {
          reject(error);
        }
      });
    });
    const outcomes = await Promise.allSettled([
      codeFromString,
      fetch('https://example.com/'),
      fetch('http://127.0.0.1:9/'),
      new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = resolve;
        image.onerror = reject;
        image.src = 'https://example.com/a.png';
      }),
    ]);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    await lastOne;
    return {
      ran: 'inlineScriptRan' in window,
      outcomes: outcomes.map((outcome) => outcome.status),
      violations: [...new Set(violations)].toSorted(),
    };
  });
  expect(refused).toEqual({
    ran: false,
    outcomes: ['rejected', 'rejected', 'rejected', 'rejected'],
    violations: [
      'connect-src',
      'frame-src',
      'img-src',
      'script-src',
      'script-src-attr',
      'script-src-elem',
    ],
  });
});

test('only files of the program are served', async () => {
  const statuses = await shell.page.evaluate(async () => {
    const status = async (path: string, method = 'GET') => (await fetch(path, { method })).status;
    return {
      page: await status('/index.html'),
      outside: await status('/..%2fmain%2fmain.js'),
      missing: await status('/missing.js'),
      written: await status('/index.html', 'POST'),
    };
  });
  expect(statuses).toEqual({ page: 200, outside: 404, missing: 404, written: 405 });
});

test('the window stays where it is', async () => {
  const { page } = shell;
  const address = page.url();
  const leave = (act: () => void) =>
    Promise.all([page.waitForEvent('requestfailed'), page.evaluate(act)]);
  await leave(() => {
    location.href = 'https://example.com/';
  });
  await leave(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/other';
    document.body.append(link);
    link.click();
  });
  expect(page.url()).toBe(address);
  await requestLine(page);
  expect((await ask(page, 'still here')).echo).toBe('still here');
});

test('a link of our own opens in the browser, any other nowhere', async () => {
  const { page } = shell;
  await page.evaluate(() => {
    window.open('https://example.com/');
  });
  await page.evaluate(() => {
    window.open('https://daybook.example/help');
  });
  expect(await shell.next('open-external')).toMatchObject({ url: 'https://daybook.example/help' });
  await expect.poll(() => page.context().pages().length).toBe(1);
});

test('a second start on the same folder shows the first window and ends', async () => {
  await using second = startShell(program, dataFolder);
  expect(await second.ended).toBe(0);
  for (const kind of ['window-restored', 'window-shown', 'window-focused']) await shell.next(kind);
  await requestLine(shell.page);
});

test('quitting stops the host, and what the page stored is there at the next start', async () => {
  await requestLine(shell.page);
  const { pid } = await ask(shell.page, 'who');
  await shell.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('outbox', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('intents');
        request.onerror = reject;
        request.onsuccess = () => {
          const write = request.result.transaction('intents', 'readwrite');
          write.objectStore('intents').put('book 10:10', 'one');
          write.oncomplete = resolve;
        };
      }),
  );
  expect(await shell.quit()).toBe(0);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(readFileSync(join(dataFolder, 'shell.log'), 'utf8')).toContain('"stopped"');

  shell = await openShell(program, dataFolder);
  const kept = await shell.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('outbox', 1);
        request.onerror = reject;
        request.onsuccess = () => {
          const read = request.result.transaction('intents').objectStore('intents').get('one');
          read.onsuccess = () => resolve(read.result);
        };
      }),
  );
  expect(kept).toBe('book 10:10');
});
