import { EventEmitter } from 'node:events';
import { createPortPair, type MainPort } from './main-port.ts';
import { report } from './report.ts';
import { createStandInApp } from './stand-in-app.ts';
import { createStandInSession } from './stand-in-session.ts';
import { createUtilityProcess } from './utility-process.ts';
import { createWindowClass } from './window-class.ts';

// What `import ... from 'electron'` gives in a main process that runs on the stand-in.

const PRIMARY_SCREEN = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };

export const app = createStandInApp();
export const ipcMain = new EventEmitter();
const deskSession = createStandInSession();
export const session = { fromPartition: () => deskSession };
export const protocol = { registerSchemesAsPrivileged: deskSession.registerSchemes };
export const utilityProcess = createUtilityProcess(app);
export const BrowserWindow = createWindowClass({ app, ipcMain, session: deskSession });

export class MessageChannelMain {
  readonly port1: MainPort;
  readonly port2: MainPort;
  constructor() {
    [this.port1, this.port2] = createPortPair();
  }
}

/** The keychain, as main sees it: what it keeps it only turns about. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => process.env.STAND_IN_KEYCHAIN !== 'none',
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text: string) => Buffer.from([...text].toReversed().join('')),
  decryptStringAsync: async (bytes: Buffer) => ({
    result: [...bytes.toString()].toReversed().join(''),
    shouldReEncrypt: false,
  }),
};

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: () => undefined,
};
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [PRIMARY_SCREEN] };
export const shell = {
  openExternal: async (url: string) => report({ kind: 'open-external', url }),
};
/** Tells the test what would have been asked, and answers with the last button. */
export const dialog = {
  showMessageBox: async (options: { readonly detail: string; readonly buttons: string[] }) => {
    report({ kind: 'dialog', detail: options.detail });
    return { response: options.buttons.length - 1 };
  },
};
