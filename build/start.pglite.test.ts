import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, onTestFinished, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'daybook-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without Electron, `npm start` says why, and where the key is, in a line each, and serves the book to a browser [DU10]', async () => {
  const start = fileURLToPath(new URL('start.ts', import.meta.url));
  const child = spawn(process.execPath, [start, '--data-folder', join(folder, 'data')], {
    env: { ...process.env, DAYBOOK_ELECTRON: '0', BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGTERM'));
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('Daybook is ready.')) break;
  }
  expect(lines.filter((line) => line !== 'Building the pages …')).toEqual([
    'Daybook opens in the browser, because DAYBOOK_ELECTRON is 0.',
    expect.stringMatching(
      /^The book is encrypted; .+ a file that only you can read\. .+ npm run keys/,
    ),
    expect.stringMatching(/^Daybook is ready\. Open http:\/\/127\.0\.0\.1:\d+\/\S* and end it/),
  ]);
  const address = /http:\S+/.exec(lines.at(-1) ?? '')?.[0] ?? '';
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>Daybook</title>');

  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});
