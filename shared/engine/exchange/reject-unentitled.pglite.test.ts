import { afterEach, beforeEach, expect, test } from 'vitest';
import { alterPush, openPush, type WireRow } from '../../../test/support/alter-frame.ts';
import {
  aBooking,
  aPatient,
  at,
  DR_DAS,
  ORGANISATION,
  PARK_STREET,
  PATIENT,
  SALT_LAKE,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { exchange } from '../../../test/support/exchange.ts';
import {
  bookApart,
  openThreeReplicas,
  type ThreeReplicas,
} from '../../../test/support/three-replicas.ts';
import { hlcMs } from '../../merge/hlc.ts';
import { decodeFrame } from '../../wire/exchange/frame.ts';
import { pullHeaderSchema } from '../../wire/exchange/frame-header.ts';

let three: ThreeReplicas;
beforeEach(async () => {
  three = await openThreeReplicas();
});
afterEach(() => three[Symbol.asyncDispose]());

type Verdict = readonly [kind: string, id: string, reason: string | null];

/** What becomes of a replica's push in which the rows of a kind were written to on the way. */
async function pushAltered(
  engine: TestEngine,
  kind: string,
  change: (row: WireRow) => void,
): Promise<readonly Verdict[]> {
  const book = await engine.loadBook();
  const push = alterPush(await engine.nextPush(ORGANISATION), kind, change);
  const device = { organisationId: ORGANISATION, replica: book?.replica ?? '' };
  const answer = await three.central.exchange(device, push);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const frame = decodeFrame(answer.value, (json) => pullHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) throw new Error(frame.error);
  return frame.value.header.outcomes
    .filter(({ outcome }) => outcome === 'rejected')
    .map(({ kind, id, reason }) => [kind, id, reason]);
}

const book = async (engine: TestEngine, clock = '10:00', changes = {}): Promise<string> => {
  const id = engine.newId();
  expect(await engine.ask('book', { ...aBooking(id, clock), ...changes })).toMatchObject({
    ok: true,
  });
  return id;
};

const atCentral = (id: string) =>
  three.central.store.read((db) =>
    db.kysely.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirst(),
  );

test.each<[string, (row: WireRow) => void]>([
  ['a dot of another replica', (row) => Object.assign(row, { dot_replica: 'park-street.1' })],
  ['a dot of central', (row) => Object.assign(row, { dot_replica: 'central' })],
  ['a dot that is still to come', (row) => Object.assign(row, { dot_counter: '99999' })],
  ['no dot', (row) => Object.assign(row, { dot_replica: '\\N', dot_counter: '\\N' })],
  ['a vector that saw all to come', (row) => Object.assign(row, { vector: '{"central": 1e12}' })],
  ['a vector of another’s writes', (row) => Object.assign(row, { vector: '{"laptop.1": 1}' })],
  ['its own writes to come', (row) => Object.assign(row, { vector: '{"salt-lake.1": 99999}' })],
  ['a vector that is none', (row) => Object.assign(row, { vector: '[1]' })],
  ['a vector of words', (row) => Object.assign(row, { vector: '{"salt-lake.1": "many"}' })],
  ['a base that is none', (row) => Object.assign(row, { base: '7' })],
])('%s is rejected, and the rows beside it are taken [SE9]', async (_what, forge) => {
  const { saltLake } = three;
  const [forged, honest] = [await book(saltLake), await book(saltLake, '11:00')];
  const rejected = await pushAltered(saltLake, 'appointment', (row) => {
    if (row.id === forged) forge(row);
  });
  expect(rejected).toEqual([['appointment', forged, 'forged-version']]);
  expect(await atCentral(forged)).toBeUndefined();
  expect(await atCentral(honest)).toMatchObject({ id: honest, withRight: true });
});

test.each([
  ['was made from no list', { base: '{"steps": 7}' }],
  ['was made from a list of numbers', { base: '{"steps": [7]}' }],
  ['has a list of nothing', { steps: '{NULL}' }],
  ['has a list of lists', { steps: '{{a},{b}}' }],
])(
  'an edit that meets another and %s, where a list of texts is, is rejected [SE9] [SE12]',
  async (_what, forged) => {
    const { central, saltLake, laptop, meet } = three;
    const id = await book(saltLake);
    await meet();
    await saltLake.ask('cancel', { appointmentId: id, reason: 'Called', by: 'patient' });
    await exchange(saltLake, central);
    const to = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('11:00'), endMs: at('11:15') };
    expect(await laptop.ask('move', { appointmentId: id, ...to })).toMatchObject({ ok: true });
    const rejected = await pushAltered(laptop, 'appointment', (row) => Object.assign(row, forged));
    expect(rejected).toEqual([['appointment', id, 'forged-version']]);
    expect(await atCentral(id)).toMatchObject({ status: 'cancelled', startMs: at('10:00') });
  },
);

test('a stamp from years ahead is taken as of today, and drags nobody along [SE5] [SE9]', async () => {
  const { clock, central, saltLake, parkStreet, meet } = three;
  await saltLake.ask('save-patient', aPatient(PATIENT, 'Meera Iyer-Bose'));
  const latest = String(Number.MAX_SAFE_INTEGER);
  expect(
    await pushAltered(saltLake, 'patient', (row) => Object.assign(row, { hlc: latest })),
  ).toEqual([]);
  const ahead = await central.store.read((db) =>
    db.kysely.selectFrom('patient').select('hlc').where('id', '=', PATIENT).executeTakeFirst(),
  );
  expect(hlcMs(ahead?.hlc ?? 0)).toBe(clock.nowMs());
  await meet();
  const id = parkStreet.newId();
  const mine = { ...aPatient(id, 'Somebody'), branchId: PARK_STREET };
  expect(await parkStreet.ask('save-patient', mine)).toMatchObject({ ok: true });
  await meet();
  const stored = await parkStreet.store.read((db) =>
    db.kysely.selectFrom('patient').select('hlc').where('id', '=', id).executeTakeFirst(),
  );
  expect(hlcMs(stored?.hlc ?? 0) - clock.nowMs()).toBeLessThanOrEqual(86_400_001);
});

test('the right to time is taken from nobody, and not made up [SE10]', async () => {
  const { saltLake, parkStreet } = three;
  const { atParkStreet } = await bookApart(three);
  const claimed = await pushAltered(parkStreet, 'appointment', (row) =>
    Object.assign(row, { with_right: 't' }),
  );
  expect(claimed).toEqual([['appointment', atParkStreet, 'not-permitted']]);
  const own = await book(saltLake, '11:30');
  const antedated = await pushAltered(saltLake, 'appointment', (row) => {
    if (row.id === own) Object.assign(row, { made_by: 'park-street.1', made_hlc: '1' });
  });
  expect(antedated).toEqual([['appointment', own, 'not-permitted']]);
});

test('the home of a branch is not taken by writing it into its record [SE10]', async () => {
  const { saltLake } = three;
  await saltLake.ask('save-branch', {
    ...{ id: PARK_STREET, name: 'Park Street', timeZone: 'Asia/Kolkata' },
    ...{ opensMin: 450, closesMin: 1200 },
  });
  const seized = await pushAltered(saltLake, 'branch', (row) =>
    Object.assign(row, { home_replica: 'salt-lake.1' }),
  );
  expect(seized).toEqual([['branch', PARK_STREET, 'not-permitted']]);
});

test('a record of another branch is not taken by writing over it [SE11]', async () => {
  const { saltLake, parkStreet, meet } = three;
  const secret = parkStreet.newId();
  const patient = { ...aPatient(secret, 'Kabir Sethi'), branchId: PARK_STREET };
  expect(await parkStreet.ask('save-patient', patient)).toMatchObject({ ok: true });
  await meet();
  const own = saltLake.newId();
  await saltLake.ask('save-patient', aPatient(own, 'Someone'));
  const rejected = await pushAltered(saltLake, 'patient', (row) =>
    Object.assign(row, { id: secret, branch_id: SALT_LAKE }),
  );
  expect(rejected).toEqual([['patient', secret, 'outside-scope']]);
  const kept = await three.central.store.read((db) =>
    db.kysely.selectFrom('patient').select(['name', 'branchId']).where('id', '=', secret).execute(),
  );
  expect(kept).toEqual([{ name: 'Kabir Sethi', branchId: PARK_STREET }]);
});

test('a sign-in name that another branch gave away is refused alone, not with its frame', async () => {
  const { saltLake, parkStreet, central } = three;
  const user = (id: string) => ({
    ...{ id, login: 'asha', name: 'Asha Roy', role: 'front-desk' as const, doctorId: null },
    ...{ branchIds: [], passwordHash: 'x', active: true },
  });
  await saltLake.ask('save-user', user(saltLake.newId()));
  const second = parkStreet.newId();
  await parkStreet.ask('save-user', user(second));
  await exchange(saltLake, central);
  expect(await pushAltered(parkStreet, 'nothing', () => undefined)).toEqual([
    ['appUser', second, 'login-taken'],
  ]);
});

test('a frame with a kind twice, or of a kind that is none, is refused whole', async () => {
  const { saltLake, central } = three;
  await book(saltLake);
  const push = await saltLake.nextPush(ORGANISATION);
  const { header } = openPush(push);
  const rename = (kind: string) => {
    const text = new TextDecoder().decode(push);
    return new TextEncoder().encode(text.replace('"kind":"appointment"', `"kind":"${kind}"`));
  };
  expect(header.sections.map(({ kind }) => kind)).toContain('appointment');
  const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };
  for (const kind of ['constructor', '__proto__', 'claim', 'bookingRight', 'book']) {
    const answer = await central.exchange(device, rename(kind));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  }
});
