import type { WorldNames } from './page-message.ts';

/**
 * Runs in the page's own world, before its scripts: puts there what the preload exposes, as frozen
 * copies, and tells ports of the shell when their far end has closed, which Electron does and
 * Chromium does not. Its text is sent there, so it uses nothing but what it is given.
 */
export function showExposed(names: WorldNames): void {
  const fromCrossing = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('functionId' in value) {
      const id = value.functionId;
      return (...args: unknown[]) => {
        const detail = JSON.stringify({ id, args });
        document.dispatchEvent(new CustomEvent(names.call, { detail }));
      };
    }
    const copy = Object.entries(value).map(([key, one]) => [key, fromCrossing(one)]);
    return Object.freeze(Object.fromEntries(copy));
  };
  document.addEventListener(names.expose, (event) => {
    const { key, value } = JSON.parse((event as CustomEvent<string>).detail) as {
      key: string;
      value: unknown;
    };
    Object.defineProperty(window, key, { value: fromCrossing(value), enumerable: true });
  });

  const given: MessagePort[] = [];
  window.addEventListener('message', (event) => {
    if (event.source === window) given.push(...event.ports);
  });
  document.addEventListener(names.portClosed, (event) => {
    given[(event as CustomEvent<number>).detail]?.dispatchEvent(new Event('close'));
  });
}
