import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /**
   * SHA-256 of the chain's last certificate in lower-case hex: of the authority, if the file has
   * it, else of the certificate itself. Who joins can be told it, and then trusts no other.
   */
  readonly fingerprint: string;
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads a chain of certificates, the server's own first, and its key. Throws a TypeError that says
 * which file is not what it should be.
 */
export function readCertificate(files: {
  readonly certFile: string;
  readonly keyFile: string;
}): Certificate {
  const cert = readFileSync(files.certFile, 'utf8');
  const key = readFileSync(files.keyFile, 'utf8');
  const chain = (cert.match(PEM) ?? []).map((pem) => new X509Certificate(pem));
  const [own] = chain;
  const last = chain.at(-1);
  if (!own || !last) throw new TypeError(`${files.certFile} has no certificate in PEM form.`);
  if (!belongs(own, key))
    throw new TypeError(`${files.keyFile} is not the key of ${files.certFile}.`);
  return { cert, key, fingerprint: last.fingerprint256.replaceAll(':', '').toLowerCase() };
}

function belongs(own: X509Certificate, key: string): boolean {
  try {
    const spki = { type: 'spki', format: 'der' } as const;
    const mine = createPublicKey(createPrivateKey(key)).export(spki);
    return own.publicKey.export(spki).equals(mine);
  } catch {
    return false;
  }
}
