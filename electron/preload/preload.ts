import { contextBridge, ipcRenderer } from 'electron';
import {
  type DaybookBridge,
  DESK_PORT_MESSAGE,
  type SeatMessage,
} from '../../shared/wire/desk/bridge.ts';
import { SHELL_CHANNEL, VERSION_ARGUMENT } from '../../shared/wire/shell/shell-channel.ts';

/** The few parts of the page that this script touches; the compiler's library here is Node's. */
interface Page {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
}
declare const window: Page;

const versionArgument = process.argv.find((argument) => argument.startsWith(VERSION_ARGUMENT));

const bridge: DaybookBridge = {
  platform: process.platform as DaybookBridge['platform'],
  version: versionArgument?.slice(VERSION_ARGUMENT.length) ?? '',
  requestPort: () => ipcRenderer.send(SHELL_CHANNEL.requestPort),
  requestSeat: () => ipcRenderer.send(SHELL_CHANNEL.requestSeat),
  keepSeat: (seat) => ipcRenderer.send(SHELL_CHANNEL.keepSeat, seat),
};
contextBridge.exposeInMainWorld('daybook', bridge);

// A port cannot cross the bridge, but it can be posted to the page, and only to ours.
ipcRenderer.on(SHELL_CHANNEL.port, (event) => {
  window.postMessage(DESK_PORT_MESSAGE, window.location.origin, [...event.ports]);
});

ipcRenderer.on(SHELL_CHANNEL.seat, (_event, seat: string | null) => {
  const message: SeatMessage = { kind: 'daybook-seat', seat };
  window.postMessage(message, window.location.origin, []);
});
