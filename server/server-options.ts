import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type NotifyOptions, parseNotifyOptions } from './notify/notify-options.ts';
import { parseSecurity, type ServerSecurity } from './tls/server-security.ts';

export interface ServerOptions {
  /** Where the database is; null starts one in the data folder. */
  readonly databaseUrl: string | null;
  readonly postgresFolder: string;
  readonly host: string;
  readonly port: number;
  readonly security: ServerSecurity;
  /** Writes the sample organisation into an empty book. */
  readonly sample: boolean;
  /** The day the sample is laid around; null is today. */
  readonly today: string | null;
  /** The database was set back to a backup. */
  readonly restored: boolean;
  /** Founds organisations beside the first; null where there is to be no other. */
  readonly foundingKey: string | null;
  /** The pages of the desk (`dist/renderer`), for managers in a browser; null serves none. */
  readonly pagesFolder: string | null;
  /** By what patients are told of their appointments. */
  readonly notify: NotifyOptions;
  /** Says where on one line that a program can read. */
  readonly json: boolean;
}

const DEFAULT_PORT = '4100';
/** It is not typed by hand, and not to be guessed. */
const FOUNDING_KEY_MIN = 20;

/** Reads command line and environment. Throws a TypeError on what it does not know. */
export function parseServerOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ServerOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string', default: env.HOST ?? '127.0.0.1' },
      port: { type: 'string', default: env.PORT ?? DEFAULT_PORT },
      'data-folder': { type: 'string', default: env.DAYBOOK_DATA ?? '.data/central' },
      'tls-cert': { type: 'string', ...given(env.DAYBOOK_TLS_CERT) },
      'tls-key': { type: 'string', ...given(env.DAYBOOK_TLS_KEY) },
      'behind-proxy': { type: 'string', ...given(env.DAYBOOK_BEHIND_PROXY) },
      'plain-http': { type: 'boolean', default: false },
      pages: { type: 'string', ...given(env.DAYBOOK_PAGES) },
      sample: { type: 'boolean', default: false },
      today: { type: 'string' },
      restored: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError('The port is a number from 0 to 65535; 0 takes any free one.');
  }
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    postgresFolder: join(resolve(values['data-folder']), 'postgres'),
    host: values.host,
    port,
    security: parseSecurity({
      host: values.host,
      tlsCert: values['tls-cert'],
      tlsKey: values['tls-key'],
      behindProxy: values['behind-proxy'],
      plainHttp: values['plain-http'],
    }),
    sample: values.sample,
    today: values.today ?? null,
    restored: values.restored,
    pagesFolder: values.pages === undefined ? null : resolve(values.pages),
    foundingKey: parseFoundingKey(env.DAYBOOK_FOUNDING_KEY),
    notify: parseNotifyOptions(env),
    json: values.json,
  };
}

function parseFoundingKey(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (key.length >= FOUNDING_KEY_MIN && key.length <= 200) return key;
  throw new TypeError(`DAYBOOK_FOUNDING_KEY has ${FOUNDING_KEY_MIN} to 200 characters.`);
}

const given = (value: string | undefined) => (value === undefined ? {} : { default: value });
