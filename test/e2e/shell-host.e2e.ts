import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { bundleRenderer } from '../../build/bundle-renderer.ts';
import { bundleShell, HOST_ENTRY } from '../../build/bundle-shell.ts';
import type { SetUp } from '../../shared/wire/desk/set-up.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import { openShell, startShell } from '../support/open-shell.ts';
import { startNode } from '../support/process.ts';

// The whole desktop program on the stand-in for Electron: shell, page, and the host with its book.

const program = fileURLToPath(new URL('../../dist/shell-host-test', import.meta.url));
let dataFolder: string;

test.beforeAll(async () => {
  await bundleShell({ outDir: program, hostEntry: HOST_ENTRY });
  await bundleRenderer(join(program, 'renderer'));
});

test.beforeEach(() => {
  dataFolder = join(mkdtempSync(join(tmpdir(), 'daybook-shell-')), 'Daybook');
});

test.afterEach(() => rmSync(join(dataFolder, '..'), { recursive: true, force: true }));

/** Opens a line of its own to the host, sends messages, and waits for one of a type. */
async function talk(
  page: Page,
  messages: readonly object[],
  type: string,
): Promise<Record<string, unknown>> {
  return page.evaluate(
    ([sent, awaited]) =>
      new Promise((resolve) => {
        const take = (event: MessageEvent): void => {
          const [line] = event.ports;
          if (event.data !== 'daybook-desk-port' || !line) return;
          window.removeEventListener('message', take);
          line.onmessage = ({ data }) => {
            if (data.type === awaited) resolve(data);
          };
          for (const message of sent) line.postMessage(message);
        };
        window.addEventListener('message', take);
        window.daybook.requestPort();
      }),
    [messages, type] as const,
  );
}

const hello = (token: string | null) => ({
  type: 'hello',
  protocol: PROTOCOL_VERSION,
  desk: 'Front desk',
  token,
});
const ORGANISATION: SetUp = {
  kind: 'new',
  organisationName: 'Lakeside Clinics',
  branchName: 'Salt Lake',
  timeZone: 'Asia/Kolkata',
  opensMin: 540,
  closesMin: 1080,
  adminName: 'Ruma Paul',
  login: 'ruma',
  password: 'a quiet morning',
};

test('a book is set up through the window and is there after the host was killed', async () => {
  await using shell = await openShell(program, dataFolder);
  const { pid } = await shell.next('host-started');
  const setUp = { type: 'set-up', id: crypto.randomUUID(), setUp: ORGANISATION };
  const { answer } = await talk(shell.page, [hello(null), setUp], 'answer');
  expect(answer).toMatchObject({ ok: true, value: { name: 'Ruma Paul', role: 'admin' } });
  const { token } = (answer as { value: { token: string } }).value;

  process.kill(Number(pid), 'SIGKILL');
  await shell.next('host-started');
  const welcome = await talk(shell.page, [hello(token)], 'welcome');
  expect(welcome).toMatchObject({
    replica: { organisationName: 'Lakeside Clinics', kind: 'branch' },
    signedIn: { name: 'Ruma Paul' },
  });
});

test('a book that another program has open is refused in words, and quitting ends well', async () => {
  const host = fileURLToPath(new URL(`../../${HOST_ENTRY}`, import.meta.url));
  await using other = startNode(host, ['--data-folder', dataFolder, '--serve', '--json']);
  await other.nextMessage();
  await using shell = startShell(program, dataFolder);
  let told: Record<string, unknown> = {};
  while (told.kind !== 'dialog') told = await shell.nextMessage();
  expect(told.detail).toMatch(/another|already/i);
  // The stand-in answers with "Quit".
  expect(await shell.ended).toBe(0);
});
