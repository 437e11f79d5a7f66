import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface HostArguments {
  readonly dataFolder: string;
  /** Serve browsers of this machine, instead of the windows of a shell. */
  readonly serve: boolean;
  readonly port: number;
  /** Say where on one line that a program can read. */
  readonly json: boolean;
  readonly controlToken: string | null;
  /** Begin with the network cut, until who has the control token restores it. */
  readonly isCut: boolean;
  /** The built pages; from a checkout, `npm run build` puts them into dist/renderer. */
  readonly rendererFolder: string | null;
  /** The packaged database to begin with. */
  readonly templateFolder: string | null;
  /** Where key files lie on a machine without a keychain; null is where a person's settings are. */
  readonly keyFolder: string | null;
  /** Only look into a backup, in a process of its own. */
  readonly checkBackup: boolean;
}

/** Reads the command line of a host. Throws a TypeError on what it does not know. */
export function parseHostArguments(args: readonly string[]): HostArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'data-folder': { type: 'string' },
      serve: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      'control-token': { type: 'string' },
      cut: { type: 'boolean', default: false },
      renderer: { type: 'string' },
      template: { type: 'string' },
      'key-folder': { type: 'string' },
      'check-backup': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError('--port is a number from 0 to 65535; 0 takes any free one.');
  }
  const dataFolder = values['data-folder'];
  if (!dataFolder) throw new TypeError('--data-folder says where the book is kept.');
  return {
    dataFolder: resolve(dataFolder),
    serve: values.serve,
    port,
    json: values.json,
    controlToken: values['control-token'] ?? null,
    isCut: values.cut,
    rendererFolder: values.renderer === undefined ? null : resolve(values.renderer),
    templateFolder: values.template === undefined ? null : resolve(values.template),
    keyFolder: values['key-folder'] === undefined ? null : resolve(values['key-folder']),
    checkBackup: values['check-backup'],
  };
}
