import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { MainPort } from './main-port.ts';
import { createPortTable, type PortMessage } from './port-table.ts';
import { report } from './report.ts';
import type { StandInApp } from './stand-in-app.ts';

/** What the main process sends to a utility process beside the messages of its ports. */
export interface ParentMessage {
  readonly kind: 'message';
  readonly data: unknown;
  readonly ports: readonly number[];
}

const PRELOADED = new URL('./parent-port.ts', import.meta.url).href;

/** `utilityProcess`, by Node's own child processes. */
export function createUtilityProcess(app: StandInApp) {
  return {
    fork: (
      entry: string,
      args: string[],
      options: { readonly env?: NodeJS.ProcessEnv; readonly stdio?: string },
    ) => {
      const child = fork(entry, args, {
        env: options.env,
        execArgv: ['--import', PRELOADED],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        serialization: 'advanced',
      });
      const send = (message: ParentMessage | PortMessage): void => {
        if (child.connected) child.send(message);
      };
      const ports = createPortTable(send);
      const events = new EventEmitter();
      const kill = (): boolean => child.kill('SIGKILL');
      app.once('quit', kill);
      // A test lets it go on with SIGCONT.
      if (process.env.STAND_IN_HOST === 'stopped') child.kill('SIGSTOP');
      report({ kind: 'host-started', pid: child.pid });
      child.on('message', (message: PortMessage | ParentMessage) => {
        if (message.kind === 'message') events.emit('message', message.data);
        else ports.receive(message);
      });
      child.on('exit', (code) => {
        app.off('quit', kill);
        ports.closeAll();
        events.emit('exit', code ?? -1);
      });
      return Object.assign(events, {
        stdout: child.stdout,
        stderr: child.stderr,
        kill,
        postMessage: (data: unknown, moved: readonly MainPort[] = []) =>
          send({ kind: 'message', data, ports: ports.give(moved) }),
      });
    },
  };
}
