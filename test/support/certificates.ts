import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An authority of a test's own, and the certificates it gives out (X.509 v3, RFC 5280). */
export interface TestAuthority {
  /** SHA-256 of its certificate in lower-case hex. */
  readonly fingerprint: string;
  /** Writes a chain and a key for 127.0.0.1 and localhost; the same names each time. */
  readonly issue: (folder: string) => { readonly certFile: string; readonly keyFile: string };
}

export function createTestAuthority(name: string): TestAuthority {
  const own = newKeys();
  const certificate = build(
    { subject: name, issuer: name, publicKey: own.publicKey },
    own.privateKey,
    [extension('551d13', seq(tlv(0x01, Buffer.from([0xff]))))],
  );
  let serial = 1;
  return {
    fingerprint: createHash('sha256').update(certificate).digest('hex'),
    issue: (folder) => {
      serial += 1;
      const { publicKey, privateKey } = newKeys();
      const about = { subject: `central ${serial}`, issuer: name, publicKey, serial };
      const leaf = build(about, own.privateKey, [extension('551d11', SAN)]);
      const files = { certFile: join(folder, 'chain.pem'), keyFile: join(folder, 'key.pem') };
      writeFileSync(files.certFile, [leaf, certificate].map(toPem).join(''));
      writeFileSync(files.keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      return files;
    },
  };
}

interface About {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly serial?: number;
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A value with its tag and length (X.690, section 8.1). */
function tlv(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.byteLength;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const seq = (...content: readonly Uint8Array[]): Buffer => tlv(0x30, ...content);
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const utcTime = (text: string): Buffer => tlv(0x17, Buffer.from(text));
const bits = (bytes: Uint8Array): Buffer => tlv(0x03, Buffer.from([0]), bytes);

/** ecdsa-with-SHA256. */
const ALGORITHM = seq(oid('2a8648ce3d040302'));
const SAN = seq(tlv(0x82, Buffer.from('localhost')), tlv(0x87, Buffer.from([127, 0, 0, 1])));
const nameOf = (commonName: string): Buffer =>
  seq(tlv(0x31, seq(oid('550403'), tlv(0x0c, Buffer.from(commonName)))));
const extension = (id: string, value: Uint8Array): Buffer => seq(oid(id), tlv(0x04, value));

function build(about: About, signer: KeyObject, extensions: readonly Uint8Array[]): Buffer {
  const content = seq(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([about.serial ?? 1])),
    ALGORITHM,
    nameOf(about.issuer),
    seq(utcTime('200101000000Z'), utcTime('491231235959Z')),
    nameOf(about.subject),
    about.publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, seq(...extensions)),
  );
  return seq(content, ALGORITHM, bits(sign('sha256', content, signer)));
}

const toPem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
