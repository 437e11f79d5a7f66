import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from '../electron/main/data-folder.ts';
import { findTrailProblems } from '../shared/domain/trail/find-trail-problems.ts';
import { checkAudit } from '../shared/engine/trail/check-audit.ts';
import { withBook } from './with-book.ts';

// `npm run trail`: whether an audit trail is whole, in a book or in a file saved from one.

const USAGE = `npm run trail -- [--data-folder FOLDER] COMMAND
  check         checks the audit trail of the book, while no Daybook has it open
  check FILE    checks a file of the trail saved in Daybook; needs no book and no key`;
const FILE_BYTES_MAX = 200_000_000;
const TEXT_BYTES_MAX = 400_000_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-folder': { type: 'string' }, 'key-folder': { type: 'string' } },
});
const surroundings = { platform: process.platform, env: process.env, home: homedir() };
const folder = dataFolder(process.argv.slice(2), surroundings);
const [command, file] = positionals;

try {
  console.log(await run());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<string> {
  if (command !== 'check') throw new Error(USAGE);
  return file === undefined ? checkBook() : checkFile(file);
}

function checkBook(): Promise<string> {
  return withBook({ dataFolder: folder, keyFolder: values['key-folder'] ?? null }, async (book) => {
    const problems = await book.connector.withSession((session) =>
      checkAudit((text) => session.query(text, [])),
    );
    return tell(problems, 'The audit trail of the book is whole.');
  });
}

function checkFile(path: string): string {
  if (statSync(path).size > FILE_BYTES_MAX) throw new Error(`${path} is too large to be a trail.`);
  const text = unzip(readFileSync(path), path).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const sha256 = (what: string): string => createHash('sha256').update(what).digest('hex');
  return tell(findTrailProblems(lines, sha256), `${lines.length} entries follow on each other.`);
}

function unzip(bytes: Uint8Array, path: string): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: TEXT_BYTES_MAX });
  } catch (cause) {
    throw new Error(`${path} is no file of a trail: those end in .ndjson.gz.`, { cause });
  }
}

function tell(problems: readonly string[], whole: string): string {
  if (problems.length > 0) throw new Error(`The audit trail was altered.\n${problems.join('\n')}`);
  return whole;
}
