import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isIncarnationName } from '../shared/engine/exchange/reincarnate.ts';
import { KIND_PART, MORE_KINDS } from '../shared/engine/store/later-kinds.ts';
import { RECORD_KIND_NAMES } from '../shared/engine/store/record-kinds.ts';
import { exchangeRefusalSchema } from '../shared/wire/exchange/frame-header.ts';
import { EXCHANGE_PATH } from '../shared/wire/exchange/paths.ts';
import { signedText } from '../shared/wire/exchange/signature.ts';
import { closePush, openPush, sectionsOf, type WireSection } from '../test/support/alter-frame.ts';
import {
  aPush,
  type CentralClinic,
  openCentralClinic,
  type TestDevice,
} from '../test/support/central-clinic.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  createTestClock,
  createTestRandom,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  setUpClinic,
  type TestClock,
} from '../test/support/engine.ts';
import { findBookProblems } from '../test/support/find-book-problems.ts';
import { openRealCentral, type RealCentral } from '../test/support/real-central.ts';
import { writeEveryKind } from '../test/support/write-every-kind.ts';

const LONG = Boolean(process.env.DAYBOOK_LONG);
const BODIES = LONG ? 10_000 : 100;
if (!LONG) vi.setConfig({ testTimeout: 120_000 });
const FIRST = Number(process.env.DAYBOOK_SEED ?? 1);
const PER_TEST = 100;
const PATIENT_NAME = 'Zephyrine Quillfeather';

let clock: TestClock;
let folder: string;
let central: RealCentral;
let clinic: CentralClinic;
let device: TestDevice;
/** What a branch's host really sent. */
let corpus: readonly Uint8Array[];

beforeAll(async () => {
  clock = createTestClock(MONDAY_8_MS);
  folder = mkdtempSync(join(tmpdir(), 'daybook-fuzz-'));
  central = await openRealCentral(clock);
  clinic = await openCentralClinic(central, clock);
  device = await clinic.enrol(folder);
  corpus = await recordPushes();
});
afterAll(async () => {
  await central[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function recordPushes(): Promise<readonly Uint8Array[]> {
  const book = { replica: device.replica, centralUrl: 'http://central.invalid' };
  const engine = await openTestEngine({ clock, seed: 5, book });
  await setUpClinic(engine);
  const pushes = [await engine.nextPush(ORGANISATION)];
  await engine.connector.withSession((session) => session.query('delete from push_batch', []));
  const newPatient = aPatient(engine.newId(), PATIENT_NAME);
  const booking = aBooking(engine.newId(), '10:00');
  // A booking needs a session; one that was refused would leave the corpus without any.
  await engine.ask('create-series', aSeries(engine.newId()));
  const booked = await engine.ask('book', { ...booking, patientId: newPatient.id, newPatient });
  expect(booked).toMatchObject({ ok: true });
  pushes.push(await engine.nextPush(ORGANISATION));
  await engine.connector.withSession((session) => session.query('delete from push_batch', []));
  // Kinds that came later are sent once central is known to have them.
  const parts = MORE_KINDS.map((kind) => `${KIND_PART}${kind}`);
  const reach = JSON.stringify({ parts, catchingUp: {} });
  await engine.connector.withSession((session) =>
    session.query('update book set reach = $1', [reach]),
  );
  await writeEveryKind(engine, device.replica);
  pushes.push(await engine.nextPush(ORGANISATION));
  await engine.close();
  return pushes;
}

test('what is spoilt is a frame with rows of every kind that a branch writes [SE12]', () => {
  const kinds = new Set(
    corpus.flatMap((push) => sectionsOf(openPush(push)).map((one) => one.kind)),
  );
  expect(RECORD_KIND_NAMES.filter((kind) => !kinds.has(kind))).toEqual([]);
});

/** Draws from a seed, so that a body that does harm can be sent again. */
function createDice(seed: number) {
  const random = createTestRandom(seed);
  const below = (end: number): number => {
    const [a = 0, b = 0, c = 0] = random.bytes(3);
    return ((a << 16) | (b << 8) | c) % Math.max(1, end);
  };
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return { below, pick };
}
type Dice = ReturnType<typeof createDice>;

const DEEP = '['.repeat(20_000);
const HOSTILE = [
  ...['', '\\N', '\\.', '\\', '\\x', "'; drop table book; --", '../../etc/passwd'],
  ...['0', '-1', '1e999', '9223372036854775807', '9223372036854775808', 'NaN', 'Infinity', 't'],
  ...['{}', '[]', 'null', '{"central":1e15}', '{"__proto__":1}', '{{{', '{a,b}', DEEP],
  ...['\u0000', '\\000', '\u202Etxet', '😀'.repeat(50), '\uFFFD', 'é\u0301', 'x'.repeat(100_000)],
  ...[
    '00000000-0000-0000-0000-000000000000',
    '2026-02-30',
    '-infinity',
    '<script>alert(1)</script>',
  ],
  ...['central', 'park-street.1', 'salt-lake.1~ffffffff', 'salt-lake.1'],
];
const STRANGE_COLUMNS = [
  ...['seq', 'organisation_id', 'during', 'search', 'confirmed', 'select', 'user', 'ctid', 'xmin'],
  ...['allergies', 'x', 'tableoid', 'Upper', 'a b', 'a"b', "a'b", '', 'é', 'k'.repeat(62), 'base'],
];
const JSON_HOSTILE: readonly unknown[] = [
  ...[null, true, -1, 0, 1e308, 2 ** 53, 0.5, '', 'x'.repeat(50_000), [], {}, [[[[]]]]],
  ...['__proto__', { of: 'central', replaces: true }, { parts: ['x'], catchingUp: {} }, '\uD800'],
];

type Mutate = (bytes: Uint8Array, dice: Dice, no: number) => Uint8Array;

const flipBits: Mutate = (bytes, { below }) => {
  const flipped = Uint8Array.from(bytes);
  for (let n = below(8); n >= 0; n -= 1) {
    const at = below(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << below(8));
  }
  return flipped;
};
const truncate: Mutate = (bytes, { below }) => bytes.subarray(0, below(bytes.length));
const splice: Mutate = (bytes, { below }) => {
  const [from, to, into] = [below(bytes.length), below(bytes.length), below(bytes.length)];
  const piece = bytes.subarray(Math.min(from, to), Math.max(from, to));
  return Buffer.concat([bytes.subarray(0, into), piece, bytes.subarray(into)]);
};
const swapHeader: Mutate = (bytes, { pick }) => {
  const end = bytes.indexOf(10);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as object;
  const place = pick([header, ...((header as { sections?: object[] }).sections ?? [])]);
  Object.assign(place, { [pick(Object.keys(place))]: pick(JSON_HOSTILE) });
  return Buffer.concat([Buffer.from(JSON.stringify(header)), bytes.subarray(end)]);
};
/** Writes into the rows of a frame that is well formed otherwise. */
const withRows =
  (change: (sections: WireSection[], dice: Dice) => void): Mutate =>
  (bytes, dice, no) => {
    const frame = openPush(bytes);
    const sections = sectionsOf(frame);
    change(sections, dice);
    const header = { ...frame.header, no, batchId: crypto.randomUUID() };
    return closePush(header, sections);
  };
const hostileCell = withRows((sections, { pick }) => {
  const section = pick(sections);
  const row = pick(section.rows);
  row[pick(section.columns)] = pick(HOSTILE);
});
const hostileColumn = withRows((sections, { pick }) => {
  const section = pick(sections);
  const [column, value] = [pick(section.columns), pick(HOSTILE)];
  for (const row of section.rows) row[column] = value;
});
const swapCells = withRows((sections, { pick }) => {
  const [one, other] = [pick(sections), pick(sections)];
  const [a, b] = [pick(one.rows), pick(other.rows)];
  const [column, from] = [pick(one.columns), pick(other.columns)];
  a[column] = b[from] ?? '';
});
const repeatRows = withRows((sections, { pick, below }) => {
  const { rows } = pick(sections);
  const many = Array.from({ length: below(50) }, () => ({ ...pick(rows) }));
  rows.push(...many);
});
const mixKinds = withRows((sections, { pick }) => {
  sections.push(pick(sections));
  sections.reverse();
});
/** Of another version of the program, or of none. */
const strangeColumns = withRows((sections, { pick, below }) => {
  const section = pick(sections);
  const columns = section.columns as string[];
  for (let n = below(4); n >= 0; n -= 1) {
    const name = pick(STRANGE_COLUMNS);
    if (!columns.includes(name)) columns.splice(below(columns.length), 0, name);
    for (const row of section.rows) row[name] = pick(HOSTILE);
  }
});
const fewerColumns = withRows((sections, { pick, below }) => {
  const columns = pick(sections).columns as string[];
  for (let n = below(3); n >= 0; n -= 1) columns.splice(below(columns.length), 1);
});
const hostileExt = withRows((sections, { pick }) => {
  const { rows } = pick(sections);
  const texts = ['[1]', '"x"', '7', '{"name":"x"}', '{"id":{}}', `{"${'k'.repeat(5000)}":1}`];
  for (const row of rows) Object.assign(row, { ext: pick(texts), base: `{"ext":${pick(texts)}}` });
});
/** Versions as others could have written them. */
const forgedVersion = withRows((sections, { pick, below }) => {
  const row = pick(pick(sections).rows);
  const by = pick(['central', 'park-street.1', 'salt-lake.2', device.replica]);
  const counter = String(pick([below(10), below(1e6), Number.MAX_SAFE_INTEGER]));
  const vector = JSON.stringify({ [by]: below(1e6), central: below(100) });
  Object.assign(row, { dot_replica: by, dot_counter: counter }, pick([{}, { vector }]));
});
/** By clocks that are years away, or by another's hand. */
const wrongClock = withRows((sections, { pick }) => {
  const section = pick(sections);
  const stamp = String(pick([0, 1, -1, 1e15, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]));
  const columns = ['hlc', 'made_hlc', 'start_ms', 'end_ms', 'opened_at_ms'];
  const known = columns.filter((column) => section.columns.includes(column));
  for (const row of section.rows) row[pick(known)] = stamp;
});
const lyingHeader: Mutate = (bytes, { pick, below }, no) => {
  const frame = openPush(bytes);
  const mark = { central: pick(['central', 'central~00000000']), exchange: below(1e9), seal: 'x' };
  const reach = { parts: [], catchingUp: {}, mark, startedOver: below(2) === 0 };
  const lie = pick<object>([
    { reach, cursor: below(1e9) },
    { replica: pick(['central', 'park-street.1', 'salt-lake.2']) },
    { incarnation: { of: pick(['central', 'park-street.1']), replaces: true } },
    { protocol: below(5) - 1 },
    { sentMs: pick([-1e15, 1e15]), pending: 0, cursor: below(1e9) },
    { moreKinds: ['book', 'device', '__proto__'] },
    { maxCounter: Number.MAX_SAFE_INTEGER },
  ]);
  const header = { ...frame.header, no, batchId: crypto.randomUUID(), ...lie };
  return closePush(header, sectionsOf(frame));
};
const bombs = [1e6, 2e7, 3e8].map((size) => new Uint8Array(zstdCompressSync(new Uint8Array(size))));
const bomb: Mutate = (_bytes, { pick }) => pick(bombs);
const huge: Mutate = (_bytes, { below }) => new Uint8Array(below(9_000_000));
const noise: Mutate = (_bytes, { below }) => new Uint8Array(randomBytes(below(2000)));

const MUTATIONS: readonly Mutate[] = [
  ...[flipBits, flipBits, truncate, splice, swapHeader, swapHeader, hostileCell, hostileCell],
  ...[hostileCell, hostileColumn, swapCells, repeatRows, mixKinds, bomb, huge, noise],
  ...[strangeColumns, strangeColumns, fewerColumns, hostileExt, forgedVersion, wrongClock],
  ...[lyingHeader, lyingHeader],
];

/** Signed as the device does, then sometimes spoilt. */
function headersOf(body: Uint8Array, { below, pick }: Dice, isPacked: boolean) {
  const { replica, key } = device;
  const sentAtMs = clock.nowMs();
  const nonce = randomBytes(16).toString('base64url');
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const about = { method: 'POST', path: EXCHANGE_PATH, replica, sentAtMs, nonce, bodyHash };
  const headers: Record<string, string> = {
    'content-type': 'application/octet-stream',
    ...(isPacked ? { 'content-encoding': 'zstd' } : {}),
    'x-daybook-replica': replica,
    'x-daybook-sent-at': String(sentAtMs),
    'x-daybook-nonce': nonce,
    'x-daybook-signature': key.sign(signedText(about)),
  };
  if (below(12) > 0) return headers;
  const spoilt = ['', 'x', '-1', '1e3', 'central', 'salt-lake.2', '%00', 'gzip', 'A'.repeat(4000)];
  return { ...headers, [pick(Object.keys(headers))]: pick(spoilt) };
}

const stateOf = async (): Promise<unknown> =>
  (
    await central.connector.withSession((session) =>
      session.query(
        `select b.seq, b.counter, b.audit_no, b.audit_hash,
           (select jsonb_agg(d order by replica) from device d) as devices from book b`,
        [],
      ),
    )
  ).rows;

/** Sends one spoilt body. Gives what it was answered, after checking that a refusal changed nothing. */
async function attack(seed: number): Promise<string> {
  const dice = createDice(seed);
  // Slowly enough not to be stopped for haste.
  clock.advance(100);
  const mutate = dice.pick(MUTATIONS);
  const spoilt = mutate(dice.pick(corpus), dice, seed + 1000);
  const isPacked = mutate === bomb || dice.below(4) === 0;
  const packed = isPacked && mutate !== bomb ? zstdCompressSync(spoilt) : spoilt;
  const body = new Uint8Array(dice.below(20) === 0 ? packed.subarray(0, -3) : packed);
  const before = await stateOf();
  const url = new URL(EXCHANGE_PATH, central.url);
  const headers = headersOf(body, dice, isPacked);
  const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => null);
  // A server may hang up on a body that is far too large, or on headers that are none.
  if (answer === null) {
    expect(await stateOf(), `seed ${seed}`).toEqual(before);
    return 'hung-up';
  }
  if (answer.status === 200) {
    await answer.arrayBuffer();
    return 'taken';
  }
  const text = await answer.text();
  expect(answer.status, `DAYBOOK_SEED=${seed}: ${text}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, `DAYBOOK_SEED=${seed}: ${text}`).toBeLessThan(500);
  const refusal = exchangeRefusalSchema.safeParse(JSON.parse(text)).data;
  expect(refusal, `DAYBOOK_SEED=${seed}: ${text}`).toBeDefined();
  expect(await stateOf(), `DAYBOOK_SEED=${seed}`).toEqual(before);
  return refusal?.kind ?? '';
}

const answers = new Map<string, number>();
for (let from = FIRST; from < FIRST + BODIES; from += PER_TEST) {
  test(`bodies ${from} to ${from + PER_TEST - 1} are refused with a reason or taken whole [SE12]`, async () => {
    for (let seed = from; seed < from + PER_TEST; seed += 1) {
      const answered = await attack(seed);
      answers.set(answered, (answers.get(answered) ?? 0) + 1);
    }
    // What was taken has become a book that holds.
    expect(await findBookProblems(central), `DAYBOOK_SEED=${from}`).toEqual([]);
  });
}

test('after all that central is up, serves a branch its book, and has logged no patient [SE12] [SE13]', async () => {
  expect((await fetch(new URL('/health', central.url))).status).toBe(200);
  // Else the bodies would have been stopped at the door, and have shown nothing.
  for (const kind of ['taken', 'malformed', 'bad-signature']) expect(answers.has(kind)).toBe(true);
  expect(answers.has('too-many-requests')).toBe(false);
  const second = await clinic.enrol(folder);
  const first = aPush(clock, { replica: second.replica });
  expect(await second.client.exchange(first)).toMatchObject({ ok: true });
  expect(central.log()).not.toContain('Quillfeather');
  expect(central.log()).not.toContain('Meera');
  const { rows } = await central.connector.withSession((session) =>
    session.query('select replica from device', []),
  );
  const names = rows.map((row) => (row as { readonly replica: string }).replica);
  const known = [device.replica, second.replica];
  const isOurs = (name: string): boolean =>
    known.some((own) => name === own || isIncarnationName(name, own));
  expect(names.filter((name) => !isOurs(name))).toEqual([]);
});
