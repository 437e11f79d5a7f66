import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { type DeskClient, openDeskClient } from '../../test/support/desk-client.ts';
import { startNode } from '../../test/support/process.ts';
import { fileOf, HOST } from '../../test/support/programs.ts';

const CLI = fileURLToPath(new URL('../../build/backups.ts', import.meta.url));
const READY_MS = 60_000;
/** Two processes open books here one after the other, on a machine that may be busy. */
const SLOW_MS = 240_000;
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

let place: string;
let dataFolder: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-host-backups-'));
  dataFolder = join(place, 'data');
  fs.writeFileSync(join(place, 'index.html'), '<title>Daybook</title>');
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

async function startHost() {
  const flags = ['--serve', '--json', '--renderer', place, '--key-folder', join(place, 'keys')];
  const host = startNode(fileOf(HOST), ['--data-folder', dataFolder, ...flags]);
  const { url } = await host.nextMessage(READY_MS);
  return { host, url: String(url) };
}

const service = (n: number) =>
  ({
    id: id(n),
    name: `Dressing ${n}`,
    durationMin: 10,
    hue: 'teal',
    ...PLAIN_SERVICE,
    active: true,
  }) as const;

async function signIn(url: string, login: string): Promise<DeskClient> {
  const desk = await openDeskClient(url);
  await desk.hello();
  const signedIn = await desk.signIn(login, SAMPLE_PASSWORD);
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  return desk;
}

test(
  'a backup is made and restored from the screen of a host at work, by an administrator alone [BU5] [BU7]',
  async () => {
    const { host, url } = await startHost();
    await using running = host;
    const desk = await openDeskClient(url);
    await desk.hello();
    const setUp = await desk.setUp({ kind: 'sample', today: null });
    const token = setUp.ok ? (setUp.value?.token ?? '') : '';
    await desk.intend('save-service', service(1));
    expect(await desk.ask({ kind: 'backups' })).toEqual({ ok: true, value: [] });
    // Both at once: the second is told, and takes nobody's room.
    const [made, second] = await Promise.all([
      desk.ask({ kind: 'make-backup' }),
      desk.ask({ kind: 'make-backup' }),
    ]);
    expect(made).toEqual({ ok: true, value: null });
    expect(second).toEqual({ ok: false, error: { kind: 'backup-running' } });
    const { phase } = await desk.next('backup-progress');
    expect(phase).toBe('copying');
    const listed = await desk.ask({ kind: 'backups' });
    const [backup] = listed.ok ? listed.value : [];
    expect(backup?.facts?.appointments).toBeGreaterThan(100);
    expect(
      await desk.next('status', ({ backups }) => backups?.newestMs === backup?.madeMs),
    ).toEqual(expect.objectContaining({ backups: { newestMs: backup?.madeMs, failure: null } }));

    await using cli = startNode(CLI, [
      ...['--data-folder', dataFolder, '--key-folder', join(place, 'keys')],
      'make',
    ]);
    expect(await cli.ended).toBe(1);
    expect(cli.stderr()).toMatch(/Another Daybook .+ in Settings, Backups/);

    const name = backup?.name ?? '';
    using frontDesk: DeskClient = await signIn(url, 'saltlake');
    for (const ask of [{ kind: 'backups' }, { kind: 'make-backup' }] as const) {
      expect(await frontDesk.ask(ask)).toEqual({ ok: false, error: { kind: 'not-permitted' } });
    }
    expect(await frontDesk.ask({ kind: 'restore-backup', name })).toMatchObject({ ok: false });
    await desk.intend('save-service', service(2));
    const gone = { ok: false, error: { kind: 'no-such-backup' } };
    expect(await desk.ask({ kind: 'restore-backup', name: '../book' })).toEqual(gone);
    expect(await desk.ask({ kind: 'restore-backup', name })).toEqual({ ok: true, value: null });
    await desk.closed;

    using after: DeskClient = await openAgain(url);
    expect(await after.hello(token)).toMatchObject({ signedIn: { role: 'admin' } });
    await after.watch(Date.now(), Date.now() + 86_400_000);
    await after.shows('services', (rows) => rows.some((row) => row.id === id(1)));
    expect(after.rows('services').map((row) => row.id)).not.toContain(id(2));
    expect(fs.readdirSync(dataFolder).filter((one) => one.startsWith('book.kept-'))).toHaveLength(
      1,
    );
    expect(await running.kill('SIGTERM')).toBe(0);
  },
  SLOW_MS,
);

/** The host is away for a moment, and comes back at the same address. */
async function openAgain(url: string): Promise<DeskClient> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await openDeskClient(url);
    } catch (error) {
      if (tries >= 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
