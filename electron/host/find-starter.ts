import type { ParentPort } from './serve-shell.ts';

/** The program that started this host and speaks to it. */
export interface Starter {
  readonly port: ParentPort;
  /** The shell, which shows windows and has the keychain; else a program of Node's. */
  readonly isShell: boolean;
}

/** Electron's port to the shell, or Node's channel to a parent process; null without either. */
export function findStarter(here: NodeJS.Process): Starter | null {
  const { parentPort } = here as unknown as { readonly parentPort?: ParentPort };
  if (parentPort) return { port: parentPort, isShell: true };
  if (!here.send) return null;
  return {
    isShell: false,
    port: {
      on: (_name, listener) => here.on('message', (data) => listener({ data, ports: [] })),
      postMessage: (message) => {
        // A parent that is gone hears nothing; the host ends because of that, and not of this.
        if (here.connected) here.send?.(message, () => undefined);
      },
    },
  };
}
