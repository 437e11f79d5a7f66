import { type IpcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { SHELL_CHANNEL } from '../../shared/wire/shell/shell-channel.ts';
import type { HostProcess } from './host-process.ts';
import { isOwnPage } from './is-own-page.ts';

/**
 * Gives every window that asked for one a line to the host: at once if the host is ready, else when
 * it becomes so. Whoever had a line gets a new one after each restart without asking again.
 */
export function createDeskLines(host: () => HostProcess<MessagePortMain>): {
  readonly listen: (ipc: IpcMain) => void;
  readonly hostIsReady: () => void;
} {
  const askers = new Set<WebContents>();

  const connect = (contents: WebContents): void => {
    const { port1, port2 } = new MessageChannelMain();
    host().connectDesk(port1);
    contents.postMessage(SHELL_CHANNEL.port, null, [port2]);
  };

  return {
    listen: (ipc) => {
      ipc.on(SHELL_CHANNEL.requestPort, (event) => {
        if (!isOwnPage(event)) return;
        const { sender } = event;
        if (!askers.has(sender)) sender.once('destroyed', () => askers.delete(sender));
        askers.add(sender);
        if (host().state().kind === 'ready') connect(sender);
      });
    },
    hostIsReady: () => {
      for (const contents of askers) connect(contents);
    },
  };
}
