import type { DaybookBridge } from '../../shared/wire/desk/bridge.ts';
import type { DeskCarrier } from './desk-carrier.ts';
import { createMessagePortCarrier } from './message-port-carrier.ts';
import { createWebSocketCarrier } from './web-socket-carrier.ts';

declare global {
  interface Window {
    /** There in the desktop program, and not in a browser. */
    readonly daybook?: DaybookBridge;
  }
}

/** In the desktop program the shell's port; in a browser a socket to where the page came from. */
export function chooseCarrier(): DeskCarrier {
  if (window.daybook) return createMessagePortCarrier(window.daybook);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return createWebSocketCarrier(`${scheme}://${location.host}/desk`);
}
