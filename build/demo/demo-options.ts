import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type DemoOptions =
  | {
      readonly kind: 'run';
      readonly folder: string;
      readonly port: number;
      /** Forgets what the demo of before left in the folder. */
      readonly fresh: boolean;
      /** Says where on one line that a program can read, and opens no browser. */
      readonly json: boolean;
    }
  | {
      readonly kind: 'switch';
      readonly folder: string;
      readonly name: string;
      readonly cut: boolean;
    };

const DEFAULT_PORT = '4200';

/** Reads the command line of the demo. Throws a TypeError on what it does not know. */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: 'string', default: '.data/demo' },
      port: { type: 'string', default: DEFAULT_PORT },
      fresh: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      offline: { type: 'string' },
      online: { type: 'string' },
    },
  });
  const folder = resolve(values.folder);
  const { offline, online } = values;
  if (offline !== undefined) return { kind: 'switch', folder, name: offline, cut: true };
  if (online !== undefined) return { kind: 'switch', folder, name: online, cut: false };
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError('--port is a number from 0 to 65535; 0 takes any free one.');
  }
  return { kind: 'run', folder, port, fresh: values.fresh, json: values.json };
}
