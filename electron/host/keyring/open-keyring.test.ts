import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeyFiles } from './open-key-files.ts';
import { createKeyring, type Keyring, openKeyring } from './open-keyring.ts';
import { createSealingKeys } from './seal-for.ts';

const PASSPHRASE = 'vier Pferde, zwei Türen';

let folder: string;
let place: string;
beforeEach(() => {
  place = fs.mkdtempSync(join(tmpdir(), 'daybook-keyring-'));
  folder = join(place, 'data');
  fs.mkdirSync(folder);
});
afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

const nowMs = (): number => 1_700_000_000_000;
const keyFiles = (name = 'keys') => openKeyFiles(join(place, name));
const NOTHING = { keychains: [], passphrase: null, recoveryKey: null };

async function create(): Promise<Keyring> {
  return createKeyring(folder, nowMs, { keychains: [keyFiles()], passphrase: null });
}
async function open(means: Partial<Parameters<typeof openKeyring>[2]>): Promise<Keyring> {
  const keyring = await openKeyring(folder, nowMs, { ...NOTHING, ...means });
  if (!keyring) throw new Error('There is no keyring.');
  return keyring;
}
const keyOf = (keyring: Keyring): string => keyring.bookKeys().current.toString('hex');

/** Every file below the folder, by its content. */
const snapshot = (): string =>
  JSON.stringify(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => [name, fs.readFileSync(join(folder, name), 'base64')]),
  );

test('begins with two ways, of which each opens it alone [DU10]', async () => {
  const keyring = await create();
  expect(keyring.ways().map(({ kind }) => kind)).toEqual(['key-file', 'recovery-key']);
  expect(keyring.bookKeys().current).toHaveLength(64);
  const recoveryKey = keyring.unseenRecoveryKey();
  const byFile = await open({ keychains: [keyFiles()] });
  const byPaper = await open({ recoveryKey });
  expect([keyOf(byFile), keyOf(byPaper)]).toEqual([keyOf(keyring), keyOf(keyring)]);
  expect([byFile.openedBy, byPaper.openedBy]).toEqual(['key-file', 'recovery-key']);
  const sealed = keyring.seals().current.seal('a text');
  expect(sealed).not.toContain('text');
  expect(byPaper.seals().current.open(sealed)).toBe('a text');
});

test('a passphrase that is given at the first start takes the place of the key file [DU10]', async () => {
  const keyring = await createKeyring(folder, nowMs, {
    keychains: [keyFiles()],
    passphrase: PASSPHRASE,
  });
  expect(keyring.ways().map(({ kind }) => kind)).toEqual(['passphrase', 'recovery-key']);
  expect(fs.existsSync(join(place, 'keys'))).toBe(false);
  // The same words from a keyboard that writes the two dots after the letter.
  const again = await open({ passphrase: PASSPHRASE.normalize('NFD') });
  expect(keyOf(again)).toBe(keyOf(keyring));
});

test('there is nothing in it that opens it, and others may not read it [DU8]', async () => {
  const keyring = await create();
  const { current } = keyring.bookKeys();
  for (const name of fs.readdirSync(folder)) {
    const text = fs.readFileSync(join(folder, name), 'utf8');
    for (const part of [current.subarray(0, 32), current.subarray(32)]) {
      expect(text).not.toContain(part.toString('base64').slice(0, 40));
    }
    expect(text).not.toContain(keyring.unseenRecoveryKey());
    expect(fs.statSync(join(folder, name)).mode & 0o077).toBe(0);
  }
  for (const name of fs.readdirSync(join(place, 'keys'))) {
    expect(fs.statSync(join(place, 'keys', name)).mode & 0o077).toBe(0);
  }
});

test('a wrong passphrase, a wrong recovery key, another person: refused, and nothing changed [DU9]', async () => {
  const keyring = await create();
  await keyring.addPassphrase(PASSPHRASE);
  const before = snapshot();
  const other = await createKeyring(fs.mkdtempSync(join(place, 'other-')), nowMs, {
    keychains: [keyFiles('other keys')],
    passphrase: null,
  });
  const refused: readonly (readonly [Parameters<typeof open>[0], RegExp])[] = [
    [{ passphrase: 'drei Pferde' }, /passphrase is not the right one/],
    [{ recoveryKey: other.unseenRecoveryKey() }, /recovery key is not the right one/],
    [{ keychains: [keyFiles('other keys')] }, /its key is not on this computer/],
    [{}, /It opens with the key file .+, or its recovery key .+, or its passphrase/],
  ];
  for (const [means, sentence] of refused) await expect(open(means)).rejects.toThrow(sentence);
  expect(snapshot()).toBe(before);
  for (const name of fs.readdirSync(join(place, 'keys'))) {
    fs.writeFileSync(join(place, 'keys', name), 'damaged');
  }
  await expect(open({ keychains: [keyFiles()] })).rejects.toThrow(/not on this computer/);
});

test('of its ways two stay [DU10]', async () => {
  const keyring = await create();
  const [file] = keyring.ways();
  expect(await keyring.removeWay(file?.id ?? '')).toMatchObject({ error: 'needs-two-ways' });
  await keyring.addPassphrase(PASSPHRASE);
  expect(await keyring.removeWay(file?.id ?? '')).toMatchObject({ ok: true });
  expect(await keyring.removeWay(file?.id ?? '')).toMatchObject({ error: 'unknown-way' });
  expect(fs.readdirSync(join(place, 'keys'))).toEqual([]);
  expect(fs.readFileSync(join(folder, 'keyring.json'), 'utf8')).not.toContain(file?.id);
  await expect(open({ keychains: [keyFiles()] })).rejects.toThrow(/locked/);
  expect(keyOf(await open({ passphrase: PASSPHRASE }))).toBe(keyOf(keyring));
});

test('a recovery key waits to be written down, and is forgotten then [DU10]', async () => {
  const keyring = await create();
  const text = keyring.unseenRecoveryKey();
  expect((await open({ keychains: [keyFiles()] })).unseenRecoveryKey()).toBe(text);
  keyring.forgetRecoveryKey();
  const again = await open({ keychains: [keyFiles()] });
  expect(again.unseenRecoveryKey()).toBeNull();
  expect(keyOf(await open({ recoveryKey: text }))).toBe(keyOf(keyring));
});

test('a new key is for the ways there are, without asking any; a way that went does not have it [DU11]', async () => {
  const keyring = await create();
  const recoveryKey = keyring.unseenRecoveryKey();
  await keyring.addPassphrase(PASSPHRASE);
  const old = keyOf(keyring);
  const stolen = join(place, 'stolen');
  fs.cpSync(folder, stolen, { recursive: true });
  const passphraseWay = keyring.ways().find(({ kind }) => kind === 'passphrase');
  await keyring.removeWay(passphraseWay?.id ?? '');
  keyring.beginRotation();
  keyring.beginRotation();
  const { current, former } = (await open({ recoveryKey })).bookKeys();
  expect(former?.toString('hex')).toBe(old);
  expect(current.toString('hex')).not.toBe(old);
  keyring.endRotation();
  const after = await open({ keychains: [keyFiles()] });
  expect(after.bookKeys()).toEqual({ current, former: null });
  expect(after.unseenRecoveryKey()).toBe(recoveryKey);
  await expect(open({ passphrase: PASSPHRASE })).rejects.toThrow(/not the right one/);
  const thief = await openKeyring(stolen, nowMs, { ...NOTHING, passphrase: PASSPHRASE });
  expect(thief?.bookKeys().current.toString('hex')).toBe(old);
});

test('a keyring that something else changed is refused; of two copies one is enough [DU9]', async () => {
  const key = keyOf(await create());
  const [first, second] = ['keyring.json', 'keyring.copy.json'].map((name) => join(folder, name));
  const text = fs.readFileSync(first ?? '', 'utf8');
  // Somebody would like to have the next key, too.
  const state = JSON.parse(text);
  const [way] = state.ways;
  state.ways.push({ ...way, id: crypto.randomUUID(), publicKey: createSealingKeys().publicKey });
  fs.writeFileSync(first ?? '', JSON.stringify(state));
  await expect(open({ keychains: [keyFiles()] })).rejects.toThrow(/changed by something other/);

  fs.writeFileSync(first ?? '', text.slice(0, 100));
  expect(keyOf(await open({ keychains: [keyFiles()] }))).toBe(key);
  fs.rmSync(first ?? '');
  expect(keyOf(await open({ keychains: [keyFiles()] }))).toBe(key);
  fs.writeFileSync(second ?? '', '');
  await expect(open({ keychains: [keyFiles()] })).rejects.toThrow(/cannot be read/);
});
