import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { dataFolder, makeDataFolder } from '../electron/main/data-folder.ts';
import { broughtNode } from './brought-node.ts';
import { buildPages } from './build-pages.ts';
import { bundleShell, HOST_ENTRY } from './bundle-shell.ts';
import { COMPILE_CACHE } from './compile-cache.ts';
import { findElectron } from './find-electron.ts';
import { openInBrowser } from './open-in-browser.ts';

// `npm start`: Daybook in a window of Electron, or, where that cannot be, the same in a browser.
// Arguments after `--` go on to the program; `--data-folder` says where the book lies.

const root = fileURLToPath(new URL('..', import.meta.url));
const node = broughtNode(root);
const folder = dataFolder(process.argv.slice(2), {
  platform: process.platform,
  env: process.env,
  home: homedir(),
});

makeDataFolder(folder);
await buildPages(root);
const electron = findElectron(node, console.log);
if (electron.kind === 'found') await runInElectron(electron.program);
else {
  console.log(`Daybook opens in the browser, because ${electron.why}.`);
  await runInBrowser();
}

async function runInElectron(program: string): Promise<void> {
  await bundleShell({ outDir: join(root, 'dist'), hostEntry: HOST_ENTRY });
  const child = spawn(program, [root, '--data-folder', folder], { stdio: 'inherit' });
  process.exitCode = await endOf(child);
}

async function runInBrowser(): Promise<void> {
  const args = [join(root, HOST_ENTRY), '--data-folder', folder, '--serve', '--json'];
  const child = spawn(node, args, {
    env: { ...process.env, ...COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const { url, note } = JSON.parse(line) as {
      readonly url: string;
      readonly note: string | null;
    };
    if (note !== null) console.log(note);
    console.log(`Daybook is ready. Open ${url} and end it with Ctrl+C.`);
    openInBrowser(url);
  });
  process.exitCode = await endOf(child);
}

/**
 * Waits for the child, which finishes its work first. Ctrl+C reaches it without this process, and
 * a second signal would end it in the middle.
 */
async function endOf(child: ChildProcess): Promise<number> {
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
