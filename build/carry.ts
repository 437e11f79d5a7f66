import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { type CarryByFile, createCarryByFile } from '../electron/host/sync/carry-by-file.ts';
import { createCentralClient } from '../electron/host/sync/central-client.ts';
import { openDeviceKey } from '../electron/host/sync/open-device-key.ts';
import { createTrustingFetch, loadAuthority } from '../electron/host/sync/trusted-authority.ts';
import { dataFolder } from '../electron/main/data-folder.ts';
import { openEngine } from '../shared/engine/open-engine.ts';
import { CARRIED_BYTES_MAX } from '../shared/wire/carry/carried.ts';
import { withBook } from './with-book.ts';

// `npm run carry`: the way to central by a file, while no Daybook has the book open.

const USAGE = `npm run carry -- [--data-folder FOLDER] COMMAND
  export FILE            saves what waits for the central server, sealed for it
  import FILE [ANSWER]   hands in what another computer saved, and saves the answer for it
                         as ANSWER; or takes the answer to what this one saved`;
const SPARE_BYTES = 4000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-folder': { type: 'string' }, 'key-folder': { type: 'string' } },
});
const surroundings = { platform: process.platform, env: process.env, home: homedir() };
const folder = dataFolder(process.argv.slice(2), surroundings);
const [command, file, answerFile] = positionals;

try {
  console.log(await run());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<string> {
  if (file === undefined) throw new Error(USAGE);
  if (command === 'export') return withCarry((carry) => exportTo(carry, file));
  if (command === 'import') return withCarry((carry) => importFrom(carry, file));
  throw new Error(USAGE);
}

async function exportTo(carry: CarryByFile, path: string): Promise<string> {
  const made = await carry.exportPush();
  if (!made.ok) throw new Error(`There is nothing to export: ${made.error.kind}.`);
  writeFileSync(path, made.value, { flag: 'wx', mode: 0o600, flush: true });
  return `Saved. Import ${path} on a computer that reaches the central server.`;
}

async function importFrom(carry: CarryByFile, path: string): Promise<string> {
  if (statSync(path).size > CARRIED_BYTES_MAX + SPARE_BYTES) {
    throw new Error(`${path} is too large to be one of Daybook's.`);
  }
  const done = await carry.importFile(readFileSync(path));
  if (!done.ok) {
    const detail = done.error.kind === 'refused' ? `: ${done.error.refusal}` : '';
    throw new Error(`Nothing came of ${path}: ${done.error.kind}${detail}.`);
  }
  if (done.value.kind === 'taken') return 'The answer of the central server was taken.';
  const { replica, answer } = done.value;
  const to = answerFile ?? `${path}.answer`;
  writeFileSync(to, answer, { flag: 'wx', mode: 0o600, flush: true });
  return `The central server has what ${replica} sent. Import ${to} there.`;
}

function withCarry(act: (carry: CarryByFile) => Promise<string>): Promise<string> {
  return withBook({ dataFolder: folder, keyFolder: values['key-folder'] ?? null }, async (book) =>
    act(await openCarry(book.connector, book.seal)),
  );
}

async function openCarry(
  connector: Parameters<typeof openEngine>[0],
  seal: Parameters<typeof openDeviceKey>[1],
): Promise<CarryByFile> {
  const clock = { nowMs: () => Date.now() };
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const engine = openEngine(connector, clock, random);
  const book = await engine.loadBook();
  if (!book || book.centralUrl === null) throw new Error('This book has no central server.');
  const { organisationId, replica, centralUrl, incarnationOf: former } = book;
  const authority = loadAuthority(folder);
  const key = openDeviceKey(folder, seal);
  const client = createCentralClient({
    ...{ centralUrl, organisationId, replica, former, key, clock },
    fetch: authority === null ? globalThis.fetch : createTrustingFetch(authority),
  });
  return createCarryByFile({ engine, organisationId, key: () => key, random, client });
}
