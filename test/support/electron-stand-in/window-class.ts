import { EventEmitter } from 'node:events';
import { report } from './report.ts';
import type { StandInApp } from './stand-in-app.ts';
import type { StandInSession } from './stand-in-session.ts';
import { createWebContents, type StandInContents } from './web-contents.ts';

export interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly webPreferences: {
    readonly session: StandInSession;
    readonly preload: string;
    readonly sandbox: boolean;
    readonly contextIsolation: boolean;
    readonly nodeIntegration: boolean;
    readonly additionalArguments: readonly string[];
  };
}

/** `BrowserWindow`. What a window manager would do to it is reported and otherwise nothing. */
export function createWindowClass(shell: {
  readonly app: StandInApp;
  readonly ipcMain: EventEmitter;
  readonly session: StandInSession;
}): new (
  options: WindowOptions,
) => EventEmitter {
  return class BrowserWindow extends EventEmitter {
    readonly webContents: StandInContents;
    #isDestroyed = false;
    readonly #bounds: { x: number; y: number; width: number; height: number };

    constructor({ x = 0, y = 0, width, height, webPreferences }: WindowOptions) {
      super();
      const { sandbox, contextIsolation, nodeIntegration } = webPreferences;
      if (!sandbox || !contextIsolation || nodeIntegration) {
        throw new Error('the stand-in only has sandboxed windows');
      }
      this.#bounds = { x, y, width, height };
      this.webContents = createWebContents({
        chromium: shell.app.chromium,
        ipcMain: shell.ipcMain,
        session: webPreferences.session,
        preload: webPreferences.preload,
        argv: webPreferences.additionalArguments,
        size: { width, height },
      });
      shell.app.windows.add(this);
      shell.app.emit('web-contents-created', {}, this.webContents);
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
      report({ kind: 'window-opened', bounds: this.#bounds });
    }

    loadURL(address: string): Promise<void> {
      return this.webContents.load(address);
    }

    close(): void {
      this.emit('close', {});
      this.#isDestroyed = true;
      void this.webContents.close().then(() => {
        shell.app.windows.delete(this);
        this.emit('closed');
        if (shell.app.windows.size === 0) shell.app.emit('window-all-closed');
      });
    }

    getNormalBounds() {
      return this.#bounds;
    }
    isDestroyed(): boolean {
      return this.#isDestroyed;
    }
    isMaximized(): boolean {
      return false;
    }
    isMinimized(): boolean {
      return true;
    }
    maximize(): void {
      report({ kind: 'window-maximized' });
    }
    restore(): void {
      report({ kind: 'window-restored' });
    }
    show(): void {
      report({ kind: 'window-shown' });
    }
    focus(): void {
      report({ kind: 'window-focused' });
    }
  };
}
