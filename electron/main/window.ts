import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import { VERSION_ARGUMENT } from '../../shared/wire/shell/shell-channel.ts';
import { APP_ORIGIN } from './app-origin.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';

/** A day with eight doctors fits; below the smallest size the columns could not be read. */
const FIRST_SIZE = { width: 1440, height: 900 };
const SMALLEST_SIZE = { minWidth: 960, minHeight: 600 };

/** The page's own background, so that nothing flashes before it is there. */
const BACKGROUND = { light: '#f3f5f8', dark: '#0d1219' };

/** Opens a window on the program's page, where the last one was. */
export function openWindow(options: {
  readonly session: Session;
  readonly preload: string;
}): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const state = loadWindowState(stateFile, workAreas);
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...state?.bounds,
    ...SMALLEST_SIZE,
    title: 'Daybook',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Names of patients do not go into a dictionary.
      spellcheck: false,
      devTools: !app.isPackaged,
      additionalArguments: [`${VERSION_ARGUMENT}${app.getVersion()}`],
    },
  });
  if (state?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    saveWindowState(stateFile, {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
    });
  });
  window.loadURL(`${APP_ORIGIN}/index.html`).catch((error: unknown) => {
    // One that is closed while it still loads has nothing left to load.
    if (!window.isDestroyed()) throw error;
  });
  return window;
}
