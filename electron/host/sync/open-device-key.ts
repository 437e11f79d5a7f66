import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { present } from '../../../shared/core/assert.ts';
import type { Random } from '../../../shared/core/random.ts';
import { IN_CLEAR, type TextSeal } from '../../../shared/core/text-seal.ts';
import { boxKeysOfSigner, openBox, sealBox } from '../../../shared/wire/carry/box.ts';

/** The key by which central knows this device (Ed25519, RFC 8032). It never leaves the machine. */
export interface SigningKey {
  /** The raw 32 bytes in base64. */
  readonly publicKey: string;
  /** The signature over the text's UTF-8, 64 bytes in base64. */
  readonly sign: (text: string) => string;
}

/** The same with what only its holder opens. */
export interface DeviceKey extends SigningKey {
  /** What `central`, or another known by its key for boxes, sealed for this device; null if it did not. */
  readonly openBox: (sealed: Uint8Array, central: Uint8Array, about: string) => Uint8Array | null;
  /** Seals for whoever has that key for boxes, so that it is known that this device did. */
  readonly sealBox: (
    bytes: Uint8Array,
    to: Uint8Array,
    about: string,
    random: Random,
  ) => Uint8Array;
}

/** The key of a device over the years: each is used for a while. */
export interface DeviceKeys {
  readonly current: () => DeviceKey;
  /** Whether it is time for another key, or one was begun and not finished. */
  readonly isDue: (nowMs: number) => boolean;
  /** The key to go on with. It stays the same until it is taken. */
  readonly next: () => DeviceKey;
  /** Central knows the next key: it takes the place of the current one. */
  readonly takeNext: () => void;
}

const KEY_FILE = 'device-key.pem';
const NEXT_FILE = 'device-key.next.pem';
const USED_FOR_MS = 90 * 86_400_000;

/** Opens the key beside the database, or makes one. */
export const openDeviceKey = (folder: string, seal: TextSeal = IN_CLEAR): DeviceKey =>
  openKeyFile(join(folder, KEY_FILE), seal);

export function openDeviceKeys(folder: string, seal: TextSeal = IN_CLEAR): DeviceKeys {
  const [path, nextPath] = [join(folder, KEY_FILE), join(folder, NEXT_FILE)];
  return {
    current: () => openKeyFile(path, seal),
    isDue: (nowMs) => existsSync(nextPath) || nowMs - statSync(path).mtimeMs > USED_FOR_MS,
    next: () => openKeyFile(nextPath, seal),
    takeNext: () => renameSync(nextPath, path),
  };
}

function openKeyFile(path: string, seal: TextSeal): DeviceKey {
  if (!existsSync(path)) writeNewKey(path, seal);
  const pem = seal.open(readFileSync(path, 'utf8'));
  const privateKey = createPrivateKey(present(pem, 'The key of the book opens it.'));
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const seedOf = (): Uint8Array => {
    const { d } = privateKey.export({ format: 'jwk' });
    return Buffer.from(present(d, 'An Ed25519 key has a d (RFC 8037).'), 'base64url');
  };
  const raw = Buffer.from(present(x, 'An Ed25519 key has an x (RFC 8037).'), 'base64url');
  return {
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    openBox: (sealed, from, about) =>
      openBox(sealed, { to: boxKeysOfSigner(seedOf()), from }, about),
    sealBox: (bytes, to, about, random) =>
      sealBox(bytes, { to, from: boxKeysOfSigner(seedOf()) }, about, random),
  };
}

function writeNewKey(path: string, seal: TextSeal): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, seal.seal(String(privateKey.export({ type: 'pkcs8', format: 'pem' }))));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
