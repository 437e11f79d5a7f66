import { isIP } from 'node:net';

/** How requests reach central. */
export type ServerSecurity =
  /** Encrypted with a certificate of one's own; both are PEM files, read again when they change. */
  | { readonly kind: 'tls'; readonly certFile: string; readonly keyFile: string }
  /** A proxy at one of these addresses ends TLS, and says who asked and how. */
  | { readonly kind: 'behind-proxy'; readonly proxies: readonly string[] }
  | { readonly kind: 'plain' };

/** The flags of the command line that say so. */
export interface SecurityFlags {
  readonly host: string;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly behindProxy: string | undefined;
  readonly plainHttp: boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const PROXY = /^(?<address>[0-9a-fA-F.:]+)(?:\/\d{1,3})?$/;

/** Decides how requests come in. Throws a TypeError that tells a person what to do. */
export function parseSecurity(flags: SecurityFlags): ServerSecurity {
  const { host, tlsCert, tlsKey, behindProxy, plainHttp } = flags;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new TypeError('--tls-cert and --tls-key go together: two files in PEM form.');
  }
  if (tlsCert !== undefined && tlsKey !== undefined) {
    if (behindProxy !== undefined || plainHttp) {
      throw new TypeError('With --tls-cert there is neither --behind-proxy nor --plain-http.');
    }
    return { kind: 'tls', certFile: tlsCert, keyFile: tlsKey };
  }
  if (behindProxy !== undefined)
    return { kind: 'behind-proxy', proxies: parseProxies(behindProxy) };
  if (plainHttp || LOOPBACK.includes(host)) return { kind: 'plain' };
  throw new TypeError(
    `Patients' names would travel in the clear to ${host}. Give --tls-cert and --tls-key, or ` +
      '--behind-proxy with the addresses of the proxy that ends TLS, or --plain-http to do it all the same.',
  );
}

function parseProxies(text: string): readonly string[] {
  const proxies = text.split(',').map((one) => one.trim());
  for (const proxy of proxies) {
    const address = PROXY.exec(proxy)?.groups?.address ?? '';
    if (isIP(address) === 0) {
      throw new TypeError(`--behind-proxy lists addresses or networks; “${proxy}” is neither.`);
    }
  }
  return proxies;
}
