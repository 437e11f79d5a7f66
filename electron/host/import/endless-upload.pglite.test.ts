import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openDeskClient } from '../../../test/support/desk-client.ts';
import { startNode } from '../../../test/support/process.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const READY_MS = 60_000;
const PIECE = Buffer.alloc(192 * 1024, ',').toString('base64');
/** A gigabyte in the long run, and an eighth of it otherwise. */
const PIECES = process.env.DAYBOOK_LONG ? 5462 : 683;
const PIECES_AHEAD = 50;

/** The memory a process has now, where the system tells. */
function memoryMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1000;
}

test('commas without end, sent by a desk to a real host, cost neither memory nor room, and others are served meanwhile [IM5]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-endless-'));
  await using host = startNode(MAIN, ['--data-folder', folder, '--serve', '--json']);
  const url = String((await host.nextMessage(READY_MS)).url);
  using desk = await openDeskClient(url);
  await desk.hello();
  const signedIn = await desk.setUp({
    ...{ kind: 'new', organisationName: 'Lakeside Clinics', branchName: 'Salt Lake' },
    ...{ timeZone: 'Asia/Kolkata', opensMin: 0, closesMin: 1440 },
    ...{ adminName: 'Ruma Paul', login: 'ruma', password: 'a quiet morning' },
  });
  expect(signedIn).toMatchObject({ ok: true });
  using other = await openDeskClient(url, 'Front desk 2');
  await other.hello();
  await other.signIn('ruma', 'a quiet morning');
  const before = memoryMb(host.pid);
  const importId = '00000000-0000-7000-8000-0000000000c1';
  const name = 'commas.csv';
  let slowestMs = 0;
  let mostMb = before;
  for (let index = 0; index < PIECES; index += 1) {
    const last = index === PIECES - 1;
    desk.send({ type: 'upload', importId, name, index, base64: PIECE, last });
    if (index % PIECES_AHEAD > 0) continue;
    await desk.ask({ kind: 'imports' });
    const askedMs = performance.now();
    await other.ask({ kind: 'imports' });
    slowestMs = Math.max(slowestMs, performance.now() - askedMs);
    mostMb = Math.max(mostMb, memoryMb(host.pid));
  }
  expect(await desk.ask({ kind: 'import-inspect', importId, shape: null })).toEqual({
    ok: false,
    error: { kind: 'line-too-long', line: 1 },
  });
  expect(readdirSync(join(folder, 'imports'))).toEqual([]);
  expect(slowestMs).toBeLessThan(5000);
  expect(mostMb - before).toBeLessThan(250);
  await host.kill();
  rmSync(folder, { recursive: true, force: true });
});
