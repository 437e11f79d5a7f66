import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { CentralUnreachable, type Fetch } from './central-request.ts';

const HANDSHAKE_MS = 10_000;
const FINGERPRINT = /^#sha256=(?<hex>[0-9a-f]{64})$/i;
const CHAIN_MAX = 10;

/** Where central is, and by which certificate it is known, as an administrator passes it on. */
export interface CentralAddress {
  readonly origin: string;
  /** SHA-256 in lower-case hex; null where the system's authorities vouch for central. */
  readonly fingerprint: string | null;
}

/** `https://central.example/#sha256=…`: the part after # never travels. Null if that part is none. */
export function parseCentralAddress(text: string): CentralAddress | null {
  const { origin, hash } = new URL(text);
  if (hash === '') return { origin, fingerprint: null };
  const fingerprint = FINGERPRINT.exec(hash)?.groups?.hex?.toLowerCase();
  return fingerprint === undefined ? null : { origin, fingerprint };
}

/**
 * The certificate of this fingerprint in the chain that a server shows, as PEM; null if it shows
 * none. What else it shows counts for nothing: with this one as the only authority, every later
 * connection is checked as usual, name and dates included.
 */
export function fetchAuthority(origin: string, fingerprint: string): Promise<string | null> {
  const { hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host, port: Number(port || '443'), timeout: HANDSHAKE_MS },
      // Nothing is sent on this line: it is there to read the certificates.
      rejectUnauthorized: false,
    });
    const fail = (): void => {
      socket.destroy();
      reject(new CentralUnreachable(`Nobody answers at ${origin}.`));
    };
    socket.once('error', fail);
    socket.once('timeout', fail);
    socket.once('secureConnect', () => {
      const found = findInChain(socket.getPeerCertificate(true), fingerprint);
      socket.destroy();
      resolve(found);
    });
  });
}

function findInChain(first: DetailedPeerCertificate, fingerprint: string): string | null {
  let certificate: DetailedPeerCertificate | undefined = first;
  for (let n = 0; n < CHAIN_MAX && certificate?.raw; n += 1) {
    const x509: X509Certificate = new X509Certificate(certificate.raw);
    const own = x509.fingerprint256.replaceAll(':', '').toLowerCase();
    if (own === fingerprint) return x509.toString();
    if (certificate.issuerCertificate === certificate) return null;
    certificate = certificate.issuerCertificate;
  }
  return null;
}

const AUTHORITY_FILE = 'central-authority.pem';

/** The one authority that central's certificate has to come from; null: any the system trusts. */
export function loadAuthority(folder: string): string | null {
  const path = join(folder, AUTHORITY_FILE);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Before the book exists: broken off, the set-up begins anew and writes it again. */
export const keepAuthority = (folder: string, pem: string): void =>
  writeFileSync(join(folder, AUTHORITY_FILE), pem, { mode: 0o600, flush: true });

/** Requests to a server whose certificate comes from this authority, and from no other. */
export const createTrustingFetch =
  (ca: string): Fetch =>
  (input, init) =>
    new Promise((resolve, reject) => {
      const sent = request(
        new URL(String(input)),
        {
          ca,
          method: init?.method ?? 'GET',
          headers: Object.fromEntries(new Headers(init?.headers)),
          ...(init?.signal ? { signal: init.signal } : {}),
        },
        (answer) => {
          const body = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
          resolve(new Response(body, { status: answer.statusCode ?? 502 }));
        },
      );
      sent.once('error', reject);
      sent.end(init?.body as string | Uint8Array | undefined);
    });
