import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDeskClient } from '../../../test/support/desk-client.ts';
import { startNode } from '../../../test/support/process.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const READY_MS = 60_000;
/** A file that takes nothing: every write of it says that the disk is full. */
const FULL_FILE = '/dev/full';
const importId = (n: number): string => `00000000-0000-7000-8000-0000000000d${n}`;
const base64 = Buffer.from('id,name,sex,dob\n900,Zoë Çelik,F,1980-10-10\n').toString('base64');

describe.skipIf(!existsSync(FULL_FILE))('a real host', () => {
  test('that has no room for a file says so to who asks about it, and takes it in once there is [IM7]', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-full-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await using host = startNode(MAIN, ['--data-folder', folder, '--serve', '--json']);
    using desk = await openDeskClient(String((await host.nextMessage(READY_MS)).url));
    await desk.hello();
    await desk.setUp({
      ...{ kind: 'new', organisationName: 'Lakeside Clinics', branchName: 'Salt Lake' },
      ...{ timeZone: 'Asia/Kolkata', opensMin: 0, closesMin: 1440 },
      ...{ adminName: 'Ruma Paul', login: 'ruma', password: 'a quiet morning' },
    });
    const imports = join(folder, 'imports');
    mkdirSync(imports, { recursive: true });
    symlinkSync(FULL_FILE, join(imports, importId(1)));
    const send = (n: number, index: number, last: boolean): void =>
      desk.send({ type: 'upload', importId: importId(n), name: 'a.csv', index, base64, last });
    send(1, 0, false);
    send(1, 1, true);
    const inspect = (n: number) =>
      desk.ask({ kind: 'import-inspect', importId: importId(n), shape: null });
    expect(await inspect(1)).toEqual({ ok: false, error: { kind: 'disk-full' } });
    expect(readdirSync(imports)).toEqual([]);
    send(2, 0, true);
    expect(await inspect(2)).toMatchObject({ ok: true, value: { fileName: 'a.csv' } });

    // What else a disk may say: nobody waits for the file either.
    mkdirSync(join(imports, importId(3)));
    send(3, 0, true);
    expect(await inspect(3)).toEqual({ ok: false, error: { kind: 'unknown-import' } });
  });
});
