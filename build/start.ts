import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder, makeDataFolder } from '../electron/main/data-folder.ts';
import { broughtNode } from './brought-node.ts';
import { buildPages } from './build-pages.ts';
import { bundleShell, HOST_ENTRY } from './bundle-shell.ts';
import { findElectron } from './find-electron.ts';
import { openInBrowser } from './open-in-browser.ts';
import { runInBrowser } from './run-in-browser.ts';

// `npm start`: Daybook in a window of Electron, or, where that cannot be, the same in a browser.
// Arguments after `--` go on to the program; `--data-folder` says where the book lies.

const root = fileURLToPath(new URL('..', import.meta.url));
const node = broughtNode(root);
const folder = dataFolder(process.argv.slice(2), {
  platform: process.platform,
  env: process.env,
  home: homedir(),
});

if (canMakeFolder()) process.exitCode = await start();
else process.exitCode = 1;

function canMakeFolder(): boolean {
  try {
    makeDataFolder(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    console.log(`The data folder ${folder} cannot be made (${code}). Choose another one.`);
    return false;
  }
}

async function start(): Promise<number> {
  await buildPages(root);
  const electron = findElectron(node, console.log);
  if (electron.kind === 'found') return runInElectron(electron.program);
  const say = console.log;
  say(`Daybook opens in the browser, because ${electron.why}.`);
  return runInBrowser({ node, entry: join(root, HOST_ENTRY), folder, say, open: openInBrowser });
}

async function runInElectron(program: string): Promise<number> {
  await bundleShell({ outDir: join(root, 'dist'), hostEntry: HOST_ENTRY });
  return endOf(spawn(program, [root, '--data-folder', folder], { stdio: 'inherit' }));
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
