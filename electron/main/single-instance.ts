import { app, type BrowserWindow } from 'electron';

/**
 * Whether this is the first Daybook on its data folder. If not, the first one shows its window and
 * this one has to end. Call it after the folder is set and before anything is opened.
 */
export function takeSingleInstance(window: () => BrowserWindow | undefined): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const first = window();
    if (!first) return;
    if (first.isMinimized()) first.restore();
    first.show();
    first.focus();
  });
  return true;
}
