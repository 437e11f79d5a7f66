import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from '../electron/main/data-folder.ts';
import { openDatabase } from '../server/open-database.ts';
import { findTrailProblems } from '../shared/domain/trail/find-trail-problems.ts';
import type { Connector } from '../shared/engine/store/session.ts';
import { type AskRows, checkAudit } from '../shared/engine/trail/check-audit.ts';
import { checkKept } from '../shared/engine/trail/check-kept.ts';
import type { TrailPlace } from '../shared/model/trail-place.ts';
import { withBook } from './with-book.ts';

// `npm run trail`: whether an audit trail is whole, in a book, at central or in a file saved from one.

const USAGE = `npm run trail -- [--data-folder FOLDER] [--known NO:HASH] COMMAND
  check             checks the audit trail of the book, while no Daybook has it open, and says where it ends
  check --central   checks central's trail and those that it keeps of others, in the database at DATABASE_URL;
                    without one, in central's own in the data folder, while no central has it open
  check FILE        checks a file of the trail saved in Daybook; needs no book and no key

  --known NO:HASH   where it ended once, as was written down then: the entry has to be there still`;
const ENDS = 'select audit_no::int4 as no, audit_hash as hash from book order by organisation_id';
/** As `npm run central` has it. */
const CENTRAL_FOLDER = process.env.DAYBOOK_DATA ?? '.data/central';
const FILE_BYTES_MAX = 200_000_000;
const TEXT_BYTES_MAX = 400_000_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-folder': { type: 'string' },
    'key-folder': { type: 'string' },
    known: { type: 'string' },
    central: { type: 'boolean' },
  },
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
  if (file !== undefined) return checkFile(file);
  const known = values.known === undefined ? null : toKnown(values.known);
  if (values.central) return checkCentral(known);
  const place = { dataFolder: folder, keyFolder: values['key-folder'] ?? null };
  return withBook(place, ({ connector }) => checkTrails(connector, known));
}

async function checkCentral(known: TrailPlace | null): Promise<string> {
  const databaseUrl = process.env.DATABASE_URL || null;
  const own = join(resolve(values['data-folder'] ?? CENTRAL_FOLDER), 'postgres');
  if (databaseUrl === null && !existsSync(own)) {
    throw new Error(`Neither DATABASE_URL nor ${own} is a database of central.`);
  }
  const connector = await openDatabase({ databaseUrl, folder: own, log: () => undefined });
  try {
    return await checkTrails(connector, known);
  } finally {
    await connector.close();
  }
}

/** The trail that was written in the database, and those that it keeps of others. */
function checkTrails(connector: Connector, known: TrailPlace | null): Promise<string> {
  return connector.withSession(async (session) => {
    const ask = (text: string) => session.query(text, []);
    const problems = [
      ...(await checkAudit(ask)),
      ...(await checkKept(ask)),
      ...(known === null ? [] : await findMissing(ask, known)),
    ];
    const ends = (await ask(ENDS)).rows as readonly TrailPlace[];
    const where = ends
      .filter(({ no }) => no > 0)
      .map(({ no, hash }) => `It ends with entry ${no}, ${no}:${hash}`);
    return tell(problems, ['The audit trail of the book is whole.', ...where].join('\n'));
  });
}

function toKnown(text: string): TrailPlace {
  const [, no, hash] = /^(\d{1,15}):([\da-f]{64})$/.exec(text) ?? [];
  if (no === undefined || hash === undefined) throw new Error(USAGE);
  return { no: Number(no), hash };
}

async function findMissing(ask: AskRows, { no, hash }: TrailPlace): Promise<readonly string[]> {
  const { rows } = await ask(`select 1 from audit where no = ${no} and hash = '${hash}'`);
  return rows.length > 0 ? [] : [`entry ${no} is not the one that was written down`];
}

function checkFile(path: string): string {
  if (statSync(path).size > FILE_BYTES_MAX) throw new Error(`${path} is too large to be a trail.`);
  const text = unzip(readFileSync(path), path).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const sha256 = (what: string): string => createHash('sha256').update(what).digest('hex');
  const whole = `${lines.length} entries follow on each other.`;
  const cut = lines.filter((line) => line.includes('"isWhole" : false')).length;
  const besides = `What ${cut} of them changed was too long to come with them, and had not come yet.`;
  return tell(findTrailProblems(lines, sha256), cut === 0 ? whole : `${whole} ${besides}`);
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
