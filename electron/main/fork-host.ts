import { type MessagePortMain, utilityProcess } from 'electron';
import type { HostChild } from './host-child.ts';

/** What a program needs from its surroundings; other secrets of the person's are not among it. */
const INHERITED = [
  'APPDATA',
  'DAYBOOK_KEY_FOLDER',
  'DAYBOOK_LOG',
  'DAYBOOK_PASSPHRASE',
  'DAYBOOK_RECOVERY_KEY',
  'HOME',
  'LANG',
  'LOCALAPPDATA',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
];

/** Starts the host in a process of its own, so that it may end without taking the windows along. */
export function forkHost(
  entry: string,
  args: string[],
  onOutput: (line: string) => void,
): HostChild<MessagePortMain> {
  const child = utilityProcess.fork(entry, args, {
    serviceName: 'Daybook host',
    stdio: 'pipe',
    env: Object.fromEntries(
      INHERITED.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => onOutput(bytes.toString()));
  }
  return {
    postMessage: (message, ports) => child.postMessage(message, ports),
    kill: () => {
      child.kill();
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
  };
}
