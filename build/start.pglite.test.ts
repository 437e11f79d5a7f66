import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createNodeChecker } from '../electron/host/backup/backup-checker.ts';
import { openBook } from '../electron/host/open-book.ts';
import { enterBy, openDeskClient } from '../test/support/desk-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each starts the whole program, some of them twice, and a first start makes a database. */
vi.setConfig({ testTimeout: 180_000 });

const START = fileURLToPath(new URL('start.ts', import.meta.url));

/** `npm start` where there is no Electron, as the person at the terminal sees it. */
function startHere(dataFolder: string) {
  const env: NodeJS.ProcessEnv = { ...process.env, DAYBOOK_ELECTRON: '0', BROWSER: 'none' };
  // Its link is for one browser, as a person gets it.
  delete env.DAYBOOK_DESK_CODE;
  const child: ChildProcess = spawn(process.execPath, [START, '--data-folder', dataFolder], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGTERM'));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const errors: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line !== 'Building the pages …') lines.push(line);
      for (const look of waiting) look();
    });
  }
  const says = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((line) => pattern.test(line));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`It ended, and said ${lines.join('\n')}`)));
    });
  const ready = async (): Promise<string> =>
    /http:\S+/.exec(await says(/^Daybook is ready\./))?.[0] ?? '';
  return { child, ended, lines, says, ready, errors: () => errors.join('') };
}

/** The process that has the book of a folder. */
const hostOf = (dataFolder: string): number =>
  Number(JSON.parse(readFileSync(join(dataFolder, 'book.lock.json'), 'utf8')).pid);

test('without Electron, `npm start` says why, and where the key is, in a line each, and serves the book to the browser of its link alone [DU10] [SE16]', async () => {
  const started = startHere(join(folder, 'data'));
  const address = await started.ready();
  expect(started.lines).toEqual([
    'Daybook opens in the browser, because DAYBOOK_ELECTRON is 0.',
    expect.stringMatching(
      /^The book is encrypted; .+ a file that only you can read\. .+ npm run keys/,
    ),
    expect.stringMatching(/^Daybook is ready\. Open http:\/\/127\.0\.0\.1:\d+\/\S* and end it/),
  ]);
  const { origin } = new URL(address);
  const stranger = await fetch(origin);
  expect(stranger.status).toBe(403);
  expect(await stranger.text()).toContain('Open the link that Daybook printed');
  expect((await fetch(address, { method: 'HEAD', redirect: 'manual' })).status).not.toBe(303);
  const cookie = await enterBy(address);
  const page = await fetch(origin, { headers: { cookie } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>Daybook</title>');
  // Once means once, but for the browser that has used it.
  expect((await fetch(address)).status).toBe(403);
  expect((await fetch(address, { headers: { cookie } })).status).toBe(200);

  started.child.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});

test('a host that was killed is started again where it was; a second program on its folder is told who has it, in one line [DU3]', async () => {
  const dataFolder = join(folder, 'shared');
  const started = startHere(dataFolder);
  const address = await started.ready();
  const headers = { cookie: await enterBy(address) };
  process.kill(hostOf(dataFolder), 'SIGKILL');
  await started.says(/ended \(code -?\d+\)\. It is started again\.$/);
  await started.says(/^Daybook is there again\.$/);
  expect((await fetch(new URL('/', address), { headers })).status).toBe(200);

  const second = startHere(dataFolder);
  expect(await second.ended).toBe(1);
  expect(second.lines.slice(1)).toEqual([expect.stringMatching(/ uses this data folder\.$/)]);
  expect(second.errors()).toBe('');
  started.child.kill('SIGTERM');
  expect(await started.ended).toBe(0);
});

describe('a folder that is not for this program is left as it is, and told in one line [DU5]', () => {
  test('of something else', async () => {
    const book = join(folder, 'foreign', 'book');
    mkdirSync(book, { recursive: true });
    writeFileSync(join(book, 'letters.txt'), 'Dear Sir');
    const { ended, lines, errors } = startHere(join(folder, 'foreign'));
    expect(await ended).toBe(1);
    expect(lines.slice(1)).toEqual([
      `The folder ${book} is not empty and holds no book of Daybook's. Choose another folder.`,
    ]);
    expect(errors()).toBe('');
    expect(readFileSync(join(book, 'letters.txt'), 'utf8')).toBe('Dear Sir');
  });

  test('of a newer program', async () => {
    const dataFolder = join(folder, 'newer');
    const options = { dataFolder, templateFolder: null, keyFolder: null };
    const onAbort = (error: unknown) => expect.unreachable(String(error));
    mkdirSync(dataFolder);
    const checker = createNodeChecker(options);
    const hands = { shell: null, nowMs: Date.now, onAbort, checker };
    const { database } = await openBook(options, hands);
    await database.pglite.query(`insert into schema_version (no, name) values (9999, 'next')`);
    await database.close();
    const { ended, lines, errors } = startHere(dataFolder);
    expect(await ended).toBe(1);
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^The book has schema 9999, .+ Install the newer Daybook\.$/),
    ]);
    expect(errors()).toBe('');
  });

  test('that cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const { ended, lines, errors } = startHere(join(folder, 'a-file', 'data'));
    expect(await ended).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^The data folder .+ cannot be made \(ENOTDIR\)/),
    ]);
    expect(errors()).toBe('');
  });
});

/** A small disk, where one can be made here. */
const SMALL_DISK = join(folder, 'small-disk');
const ROOM = 'size=220m';

describe.skipIf(!canMount())('on a disk of its own', () => {
  beforeAll(() => void execFileSync('mount', ['-t', 'tmpfs', '-o', ROOM, 'tmpfs', SMALL_DISK]));
  afterAll(() => void execFileSync('umount', ['-l', SMALL_DISK]));

  test('that gets full, it says so in a sentence, and the book is whole once there is room [DU7]', async () => {
    const dataFolder = join(SMALL_DISK, 'data');
    const filler = join(SMALL_DISK, 'filler');
    const started = startHere(dataFolder);
    const address = await started.ready();
    using desk = await openDeskClient(address);
    await desk.hello();
    await desk.setUp({
      ...{ kind: 'new', organisationName: 'Lakeside Clinics', branchName: 'Salt Lake' },
      ...{ timeZone: 'Asia/Kolkata', opensMin: 0, closesMin: 1440 },
      ...{ adminName: 'Ruma Paul', login: 'ruma', password: 'a quiet morning' },
    });
    const { bavail, bsize } = statfsSync(SMALL_DISK);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    // The host ends in the middle of one of these, whichever first needs a new piece of the disk.
    void saveDoctors(desk);
    await desk.closed;
    expect(await started.ended).toBe(1);
    const [gaveUp, again, refused] = started.lines.slice(3);
    expect(gaveUp).toBe('The disk is full. What was saved is safe. Make room on it.');
    expect(again).toMatch(/ended \(code 70\)\. It is started again\.$/);
    expect(refused).toMatch(/^The disk is full.+ What was saved is safe\. Make room, and start/);
    expect(started.lines).toHaveLength(6);
    expect(started.errors()).toBe('');

    rmSync(filler);
    const next = startHere(dataFolder);
    using back = await openDeskClient(await next.ready());
    await back.hello();
    expect(await back.signIn('ruma', 'a quiet morning')).toMatchObject({ ok: true });
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  });
});

const DOCTORS = 2_000;

async function saveDoctors(desk: Awaited<ReturnType<typeof openDeskClient>>): Promise<void> {
  for (let n = 0; n < DOCTORS; n += 1) {
    await desk.intend('save-doctor', {
      id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      name: `Priya Das ${'x'.repeat(90)}`,
      speciality: 'ENT',
      kind: 'full-time',
      active: true,
      branchIds: [],
    });
  }
}

function canMount(): boolean {
  mkdirSync(SMALL_DISK, { recursive: true });
  if (!existsSync('/proc/mounts')) return false;
  const tried = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', SMALL_DISK]);
  if (tried.status !== 0) return false;
  execFileSync('umount', [SMALL_DISK]);
  return true;
}
