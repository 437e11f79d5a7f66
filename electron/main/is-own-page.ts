import type { IpcMainEvent } from 'electron';
import { isAppUrl } from './app-origin.ts';

/** Whether a message comes from the program's own page, and from no frame in it. */
export const isOwnPage = ({ senderFrame }: Pick<IpcMainEvent, 'senderFrame'>): boolean =>
  senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);
