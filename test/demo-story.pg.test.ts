import { expect, test } from 'vitest';
import type { Connector } from '../shared/engine/store/session.ts';
import { NEW_CONTACT } from '../shared/model/choices.ts';
import { sampleId } from '../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES, SAMPLE_SERVICES } from '../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../shared/sample/sample-users.ts';
import { seedSample } from '../shared/sample/seed-sample.ts';
import { type JoinedHost, openJoinedHost } from './support/joined-host.ts';
import { openRealCentral, quickHash, type RealCentral } from './support/real-central.ts';

/** Thursday 5 March 2026, 12:00 in Asia/Kolkata, and going on. */
const THURSDAY_MS = Date.UTC(2026, 2, 5, 6, 30);
const clock = { nowMs: () => THURSDAY_MS + Math.round(performance.now()) };

const SALT_LAKE = SAMPLE_BRANCHES['salt-lake'].id;
const PARK_STREET = SAMPLE_BRANCHES['park-street'].id;
const DR_DAS = sampleId('doctor:das');
const MINUTE_MS = 60_000;
/** On the Monday after, by the wall of the clinics. */
const monday = (time: string): number => Date.parse(`2026-03-09T${time}:00+05:30`);
const DAY = [monday('00:00'), monday('00:00') + 1440 * MINUTE_MS] as const;

const WINNER = sampleId('story:salt-lake');
const AT_PARK_STREET = sampleId('story:park-street');
const OF_LAPTOP = sampleId('story:laptop');
const REBOOKED = sampleId('story:rebooked');
const STORY = [WINNER, AT_PARK_STREET, OF_LAPTOP, REBOOKED];

const aVisit = (appointmentId: string, branchId: string, time: string, patientId: string) => ({
  appointmentId,
  branchId,
  doctorId: DR_DAS,
  serviceId: SAMPLE_SERVICES['follow-up'].id,
  patientId,
  newPatient: null,
  startMs: monday(time),
  endMs: monday(time) + 30 * MINUTE_MS,
  holdId: null,
  note: '',
  overbookReason: null,
  emergency: false,
});

interface Cast {
  readonly saltLake: JoinedHost;
  readonly parkStreet: JoinedHost;
  readonly laptop: JoinedHost;
}
const all = ({ saltLake, parkStreet, laptop }: Cast) => [saltLake, parkStreet, laptop];

async function openCast(central: RealCentral): Promise<Cast> {
  const passwordHash = await quickHash(SAMPLE_PASSWORD);
  await seedSample(central.engine, central.connector, {
    today: null,
    book: 'central',
    passwordHash,
  });
  const admin = { login: 'admin', password: SAMPLE_PASSWORD };
  const open = async (
    seed: number,
    login: string,
    device: Parameters<RealCentral['newCode']>[1],
  ): Promise<JoinedHost> => {
    const code = await central.newCode(admin, device);
    const { url: centralUrl } = central;
    const place = { clock, seed, centralUrl, code, login, password: SAMPLE_PASSWORD };
    const host = await openJoinedHost(place);
    await host.desk.watch(...DAY);
    return host;
  };
  return {
    saltLake: await open(1, 'saltlake', {
      name: 'Salt Lake',
      kind: 'branch',
      branchId: SALT_LAKE,
    }),
    parkStreet: await open(2, 'parkstreet', {
      name: 'Park Street',
      kind: 'branch',
      branchId: PARK_STREET,
    }),
    laptop: await open(3, 'das', { name: "Dr. Das's laptop", kind: 'doctor', doctorId: DR_DAS }),
  };
}

/** Waits until a desk shows an appointment of the story with these marks. */
const showsVisit = (
  { desk }: JoinedHost,
  id: string,
  marks: Readonly<Record<string, unknown>>,
): Promise<void> =>
  desk.shows('appointments', (rows) => {
    const row = rows.find((one) => one.id === id) as Record<string, unknown> | undefined;
    return row !== undefined && Object.entries(marks).every(([name, mark]) => row[name] === mark);
  });

const conflictAbout = ({ desk }: JoinedHost, id: string) => {
  const found = desk.rows('conflicts').find((row) => row.recordId === id);
  if (!found) throw new Error('There is no such conflict.');
  return found;
};

/** Waits until a desk's inbox has a conflict about an appointment in this state. */
const showsConflict = ({ desk }: JoinedHost, id: string, state: string): Promise<void> =>
  desk.shows('conflicts', (rows) => rows.some((row) => row.recordId === id && row.state === state));

/** What a database has of the claims of Dr. Das's Monday. */
async function claimsOf(connector: Connector): Promise<readonly unknown[]> {
  const { rows } = await connector.withSession((session) =>
    session.query(
      `select id, start_ms, end_ms, verdict, blocker_id, rank, endorsed from claim
       where doctor_id = '${DR_DAS}' and start_ms between ${DAY[0]} and ${DAY[1]} order by id`,
      [],
    ),
  );
  return rows;
}

test('three replicas book one hour apart, and are of one mind two seconds after they meet [SY1]', async () => {
  await using central = await openRealCentral(clock);
  const cast = await openCast(central);
  const { saltLake, parkStreet, laptop } = cast;
  try {
    for (const host of all(cast)) {
      await host.desk.next('status', ({ status }) => status.state === 'synced');
      host.network.set(true);
    }

    // Apart: Salt Lake holds the right to Monday morning, the others only hope.
    const atSaltLake = aVisit(WINNER, SALT_LAKE, '10:00', sampleId('patient:0'));
    expect(await saltLake.desk.intend('book', atSaltLake)).toMatchObject({ ok: true });
    await showsVisit(saltLake, WINNER, { verdict: 'active', firm: true, unsynced: true });

    const extra = {
      id: sampleId('story:session'),
      branchId: PARK_STREET,
      doctorId: DR_DAS,
      startMs: monday('09:00'),
      endMs: monday('12:00'),
      slotMin: 15,
      capacity: 1,
      tags: [],
    };
    const refused = await parkStreet.desk.intend('create-session', {
      ...extra,
      requestOverlap: false,
    });
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'session-overlap' } });
    const asked = { ...extra, requestOverlap: true };
    expect(await parkStreet.desk.intend('create-session', asked)).toMatchObject({ ok: true });
    const atParkStreet = aVisit(AT_PARK_STREET, PARK_STREET, '10:10', sampleId('patient:3'));
    expect(await parkStreet.desk.intend('book', atParkStreet)).toMatchObject({ ok: true });
    await showsVisit(parkStreet, AT_PARK_STREET, { verdict: 'active', firm: false });

    const newPatient = {
      id: sampleId('story:patient'),
      branchId: SALT_LAKE,
      name: 'Tenzin Bhutia',
      birthDate: null,
      sex: 'male' as const,
      phone: null,
      number: null,
      note: '',
      ...NEW_CONTACT,
    };
    const ofLaptop = aVisit(OF_LAPTOP, SALT_LAKE, '10:15', newPatient.id);
    const booked = await laptop.desk.intend('book', { ...ofLaptop, newPatient });
    expect(booked).toMatchObject({ ok: true });
    await showsVisit(laptop, OF_LAPTOP, { verdict: 'active', firm: false });

    // They meet, and every desk tells the same.
    const backMs = performance.now();
    for (const host of all(cast)) host.network.set(false);
    const lost = { verdict: 'displaced', blockerId: WINNER };
    await Promise.all([
      showsVisit(saltLake, WINNER, { verdict: 'active', firm: true, unsynced: false }),
      showsVisit(saltLake, OF_LAPTOP, { ...lost, patientName: 'Tenzin Bhutia' }),
      showsVisit(parkStreet, AT_PARK_STREET, lost),
      parkStreet.desk.shows('busy', (rows) => rows.some(({ id }) => id === WINNER)),
      showsVisit(laptop, WINNER, { verdict: 'active', firm: true }),
      showsVisit(laptop, OF_LAPTOP, lost),
      showsVisit(laptop, AT_PARK_STREET, lost),
      showsConflict(saltLake, OF_LAPTOP, 'open'),
      showsConflict(parkStreet, AT_PARK_STREET, 'open'),
      showsConflict(laptop, OF_LAPTOP, 'open'),
      showsConflict(laptop, AT_PARK_STREET, 'open'),
    ]);
    const tookMs = performance.now() - backMs;

    const conflict = conflictAbout(parkStreet, AT_PARK_STREET);
    expect(conflict).toMatchObject({ kind: 'displaced', reason: 'booking-right' });
    expect(conflict).toMatchObject({ blockerId: WINNER, blockerBranchId: SALT_LAKE });
    const other = conflictAbout(saltLake, OF_LAPTOP);
    expect([conflict.offers.length, other.offers.length]).toEqual([3, 3]);
    expect(conflict.offers[0]).not.toEqual(other.offers[0]);
    expect(parkStreet.desk.rows('appointments').map(({ id }) => id)).not.toContain(WINNER);

    // One click gives the patient of Park Street an offered time.
    const [offer] = conflict.offers;
    if (!offer) throw new Error('A time is offered.');
    const { branchId, doctorId, startMs, endMs } = offer;
    const time = { branchId, doctorId, startMs, endMs };
    const resolved = await parkStreet.desk.intend('resolve-conflict', {
      conflictId: conflict.id,
      resolution: { kind: 'rebook', appointmentId: REBOOKED, time },
    });
    expect(resolved).toMatchObject({ ok: true });
    await showsVisit(laptop, REBOOKED, { verdict: 'active', startMs });
    await showsConflict(laptop, AT_PARK_STREET, 'rebooked');

    // The winner is cancelled before anyone acted on the other loser, who gets the time back.
    const reason = 'The patient has recovered.';
    const cancelled = await saltLake.desk.intend('cancel', { appointmentId: WINNER, reason });
    expect(cancelled).toMatchObject({ ok: true });
    await Promise.all([
      showsVisit(saltLake, OF_LAPTOP, { verdict: 'active', firm: true }),
      showsVisit(laptop, OF_LAPTOP, { verdict: 'active', firm: true }),
      parkStreet.desk.shows('busy', (rows) =>
        rows.some(({ id, verdict }) => id === OF_LAPTOP && verdict === 'active'),
      ),
      showsConflict(saltLake, OF_LAPTOP, 'settled-itself'),
      showsConflict(laptop, OF_LAPTOP, 'settled-itself'),
    ]);

    // Nothing was lost, and all databases say the same.
    const kept = await central.engine.store.read((db) =>
      db.kysely.selectFrom('appointment').select('id').where('id', 'in', STORY).execute(),
    );
    expect(kept).toHaveLength(STORY.length);
    const atCentral = await claimsOf(central.connector);
    for (const { connector } of all(cast)) {
      await expect.poll(() => claimsOf(connector)).toEqual(atCentral);
    }
    expect(tookMs).toBeLessThan(2_000);
  } finally {
    for (const host of all(cast)) await host[Symbol.asyncDispose]();
  }
});
