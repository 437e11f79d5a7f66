import type { DeskDown } from '../../shared/wire/desk/down.ts';
import type { DeskCarrier } from './desk-carrier.ts';

/** A line over a WebSocket: a browser, or a desk of the same network. */
export function createWebSocketCarrier(url: string): DeskCarrier {
  return ({ onOpen, onMessage, onClose }) => {
    const socket = new WebSocket(url);
    const send = (message: unknown): void => socket.send(JSON.stringify(message));
    socket.addEventListener('open', () => onOpen({ send, close: () => socket.close() }));
    socket.addEventListener('message', (event: MessageEvent<string>) =>
      onMessage(JSON.parse(event.data) as DeskDown),
    );
    socket.addEventListener('close', onClose);
  };
}
