import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { lockFolder } from '../electron/host/database/folder-lock.ts';
import { type Keyring, openKeyring } from '../electron/host/keyring/open-keyring.ts';
import { takeSecrets } from '../electron/host/keyring/take-secrets.ts';
import { openKeychains } from '../electron/host/open-book.ts';
import { dataFolder } from '../electron/main/data-folder.ts';

// `npm run keys`: the ways to the key of a book, while no Daybook has it open.

const USAGE = `npm run keys -- [--data-folder FOLDER] [COMMAND]
  list               the ways to the key, and the recovery key while nobody has written it down
  noted              the recovery key is written down
  add-recovery-key   a recovery key more
  add-passphrase     a passphrase, which is asked for
  remove ID          a way goes; two stay
  new-key            a new key, which the next start copies the book to`;

const REASONS = {
  'unknown-way': 'There is no such way.',
  'needs-two-ways': 'Two ways have to stay. Add another one first.',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-folder': { type: 'string' }, 'key-folder': { type: 'string' } },
});
const surroundings = { platform: process.platform, env: process.env, home: homedir() };
const folder = dataFolder(process.argv.slice(2), surroundings);
const [command = 'list', id = ''] = positionals;
try {
  const lock = lockFolder(join(folder, 'book'), Date.now());
  try {
    const keychains = await openKeychains(null, values['key-folder'] ?? null);
    const secrets = takeSecrets(process.env, folder);
    const keyring = await openKeyring(folder, Date.now, { keychains, ...secrets });
    if (!keyring) throw new Error(`There is no encrypted book in ${folder}.`);
    console.log(await run(keyring));
  } finally {
    lock.release();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(keyring: Keyring): Promise<string> {
  switch (command) {
    case 'list':
      return tell(keyring);
    case 'noted':
      keyring.forgetRecoveryKey();
      return tell(keyring);
    case 'add-recovery-key':
      keyring.addRecoveryKey();
      return tell(keyring);
    case 'add-passphrase':
      await keyring.addPassphrase(await askForPassphrase());
      return tell(keyring);
    case 'remove': {
      const removed = await keyring.removeWay(id);
      if (!removed.ok) throw new Error(REASONS[removed.error]);
      return `${tell(keyring)}\nWho had it may have the key still: npm run keys -- new-key.`;
    }
    case 'new-key':
      keyring.beginRotation();
      return 'The next start copies the book to a new key.';
    default:
      throw new Error(USAGE);
  }
}

function tell(keyring: Keyring): string {
  const ways = keyring.ways().map((way) => {
    return `${way.id}  ${way.kind}, since ${new Date(way.addedMs).toISOString().slice(0, 10)}`;
  });
  const unseen = keyring.unseenRecoveryKey();
  if (unseen === null) return ways.join('\n');
  return `${ways.join('\n')}\nRecovery key, to be written down: ${unseen}`;
}

async function askForPassphrase(): Promise<string> {
  process.stderr.write('New passphrase (it does not show): ');
  const nowhere = new Writable({ write: (_text, _encoding, done) => done() });
  const isTerminal = process.stdin.isTTY;
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
  const passphrase = await terminal.question('');
  process.stderr.write('\n');
  terminal.close();
  if (passphrase.length < 12) throw new Error('A passphrase has at least 12 characters.');
  return passphrase;
}
