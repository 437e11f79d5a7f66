import { type DaybookBridge, DESK_PORT_MESSAGE } from '../../shared/wire/desk/bridge.ts';
import type { DeskDown } from '../../shared/wire/desk/down.ts';
import type { DeskCarrier } from './desk-carrier.ts';

/**
 * A line over the port that the shell hands to its window. A host that was restarted comes with a
 * new port; the old one is then as good as closed.
 */
export function createMessagePortCarrier(bridge: DaybookBridge): DeskCarrier {
  return ({ onOpen, onMessage, onClose }) => {
    const arrive = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== DESK_PORT_MESSAGE || !port) return;
      removeEventListener('message', arrive);
      port.onmessage = (message: MessageEvent<DeskDown>) => onMessage(message.data);
      port.addEventListener('close', onClose);
      port.start();
      onOpen({ send: (message) => port.postMessage(message), close: () => port.close() });
    };
    addEventListener('message', arrive);
    bridge.requestPort();
  };
}
