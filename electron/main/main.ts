import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  ipcMain,
  type MessagePortMain,
  safeStorage,
  session,
} from 'electron';
import type { Timers } from '../../shared/core/timers.ts';
import { answerKeychain } from './answer-keychain.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { setApplicationMenu } from './application-menu.ts';
import { askMending } from './ask-mending.ts';
import { checkBackup } from './check-backup.ts';
import { dataFolder, makeDataFolder } from './data-folder.ts';
import { createDeskLines } from './desk-lines.ts';
import { forkHost } from './fork-host.ts';
import { guardContents, guardSession } from './guards.ts';
import { createHostProcess, type HostProcess, type HostState } from './host-process.ts';
import { createSeatKeeper } from './seat-keeper.ts';
import { openShellLog } from './shell-log.ts';
import { showRecoveryKey } from './show-recovery-key.ts';
import { takeSingleInstance } from './single-instance.ts';
import { tellFailure } from './tell-failure.ts';
import { openWindow } from './window.ts';

// The shell: a window, the host beside it, and a line between the two. Crash reports are not
// started: a dump of memory holds what people typed.

const part = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PARTS = {
  host: part('../host/main.js'),
  preload: part('../preload/preload.cjs'),
  renderer: part('../renderer'),
};

/** A packed program brings an empty book to begin with; from a checkout the host makes its own. */
const TEMPLATE_ARGUMENTS = app.isPackaged
  ? ['--template', join(process.resourcesPath, 'template')]
  : [];

const timers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

const folder = dataFolder(process.argv.slice(1), {
  platform: process.platform,
  env: process.env,
  home: homedir(),
});
makeDataFolder(folder);
// Each book has its own Chromium profile and its own lock, so two books can be open side by side.
app.setPath('userData', join(folder, 'window'));
app.enableSandbox();
registerAppScheme();

let window: BrowserWindow | undefined;
if (takeSingleInstance(() => window)) {
  void app.whenReady().then(run);
} else {
  app.quit();
}

function run(): void {
  const log = openShellLog(join(folder, 'shell.log'), () => new Date().toISOString());
  // The outbox lives in this partition's IndexedDB, encrypted; the cache of pages stays off.
  const deskSession = session.fromPartition('persist:desk', { cache: false });
  guardSession(deskSession);
  serveApp(deskSession, PARTS.renderer);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  setApplicationMenu();

  const lines = createDeskLines(() => host);
  lines.listen(ipcMain);
  const seats = createSeatKeeper(safeStorage, join(folder, 'window', 'seat'));
  seats.listen(ipcMain);
  const onState = (state: HostState): void => {
    log.write(`host ${JSON.stringify(state)}`);
    if (state.kind === 'ready') lines.hostIsReady();
    if (state.kind === 'failed') void askAfterFailure(state, host);
  };
  const fork = (...more: readonly string[]) =>
    forkHost(PARTS.host, ['--data-folder', folder, ...TEMPLATE_ARGUMENTS, ...more], log.write);
  const host: HostProcess<MessagePortMain> = createHostProcess({
    fork: () => fork(),
    onState,
    checkBackup: (task) => checkBackup(() => fork('--check-backup'), task),
    askMending: async (offers) => {
      const choice = await askMending(offers);
      if (choice === null) app.quit();
      return choice;
    },
    answerKeychain: (question) => answerKeychain(safeStorage, question),
    showRecoveryKey: askOnce(showRecoveryKey),
    timers,
  });

  const open = (): void => {
    window = openWindow({ session: deskSession, preload: PARTS.preload });
    window.on('closed', () => {
      window = undefined;
    });
  };
  open();
  app.on('activate', () => {
    if (!window) open();
  });
  endWell(host, seats.settled);
}

/** A host that had to start again asks again, and the person has been asked already. */
function askOnce(ask: (text: string) => Promise<boolean>): (text: string) => Promise<boolean> {
  let isAsked = false;
  return async (text) => {
    if (isAsked) return false;
    isAsked = true;
    return ask(text);
  };
}

async function askAfterFailure(
  state: Extract<HostState, { kind: 'failed' }>,
  host: HostProcess<MessagePortMain>,
): Promise<void> {
  const answer = await tellFailure(state.sentence, state.exitCode);
  if (answer === 'try-again') host.restart();
  else app.quit();
}

/** Quitting waits for the host, once. On macOS a program stays when its last window is closed. */
function endWell(host: HostProcess<MessagePortMain>, seatsSettled: () => Promise<void>): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (host.state().kind === 'stopped') return;
    event.preventDefault();
    void Promise.all([host.stop(), seatsSettled()]).then(() => app.quit());
  });
}
