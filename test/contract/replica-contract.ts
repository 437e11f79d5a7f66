import { expect, test } from 'vitest';
import { DAY_MS } from '../simulation/template.ts';
import { DR_DAS, PARK_STREET, SALT_LAKE } from '../support/engine.ts';
import { COMPUTERS, type SyncedClinic, type WantedTime } from './synced-clinic.ts';

const HALF_HOUR_MS = 1_800_000;
const FIRST = '00000000-0000-7000-8000-00000000f001';
const SECOND = '00000000-0000-7000-8000-00000000f002';

/** Visits that stand from the beginning, so that all three computers know their patient. */
const STANDING = ['00000000-0000-7000-8000-00000000f00a', '00000000-0000-7000-8000-00000000f00b'];

/** Half an hour of Dr. Das in the morning at Salt Lake, `minutes` after nine. */
const morning = (minutes: number): WantedTime => {
  const startMs = DAY_MS + 9 * 2 * HALF_HOUR_MS + minutes * 60_000;
  return { branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs: startMs + HALF_HOUR_MS };
};

/** Half an hour of Dr. Das in the afternoon at Park Street, `minutes` after one. */
const afternoon = (minutes: number): WantedTime => {
  const startMs = DAY_MS + 13 * 2 * HALF_HOUR_MS + minutes * 60_000;
  return { branchId: PARK_STREET, doctorId: DR_DAS, startMs, endMs: startMs + HALF_HOUR_MS };
};

/**
 * What a store must do in which replicas keep their books and central brings them together: one
 * suite, registered for the engine's databases and for the fast store of the simulation.
 */
export function describeReplicas(name: string, open: () => Promise<SyncedClinic>): void {
  test(`${name}: a booking with the right to the time is firm at once, and everywhere when heard [BK1]`, async () => {
    const clinic = await furnish(await open());
    expect(await clinic.book('salt-lake', FIRST, morning(0))).toBe(true);
    expect((await clinic.look('salt-lake')).claims[FIRST]).toMatchObject({
      ...{ withRight: true, verdict: 'active', replica: 'salt-lake.1' },
    });
    await meet(clinic);
    for (const at of [...COMPUTERS, 'central'] as const) {
      const { claims } = await clinic.look(at);
      expect([at, claims[FIRST]]).toMatchObject([at, { withRight: true, verdict: 'active' }]);
    }
  });

  test(`${name}: a branch has its own visits, a laptop its doctor's, and everyone the claims`, async () => {
    const clinic = await furnish(await open());
    await clinic.book('salt-lake', FIRST, morning(0));
    await meet(clinic);
    const isThere = async (at: (typeof COMPUTERS)[number]) => {
      const { visits, claims } = await clinic.look(at);
      return [at, FIRST in visits, FIRST in claims];
    };
    expect(await isThere('salt-lake')).toEqual(['salt-lake', true, true]);
    expect(await isThere('park-street')).toEqual(['park-street', false, true]);
    expect(await isThere('laptop')).toEqual(['laptop', true, true]);
  });

  test(`${name}: of two who sold one half hour apart the one with the right keeps it, and everyone says so [BK3]`, async () => {
    const clinic = await furnish(await open());
    await clinic.book('laptop', FIRST, morning(0));
    clinic.clock.advance(1000);
    await clinic.book('salt-lake', SECOND, morning(10));
    await meet(clinic);
    for (const at of [...COMPUTERS, 'central'] as const) {
      const { claims } = await clinic.look(at);
      expect([at, claims[SECOND]?.verdict]).toEqual([at, 'active']);
      expect([at, claims[FIRST]]).toMatchObject([at, { verdict: 'displaced', blockerId: SECOND }]);
    }
  });

  test(`${name}: who lost the time has it back when the winner is cancelled`, async () => {
    const clinic = await furnish(await open());
    await clinic.book('laptop', FIRST, morning(0));
    await clinic.book('salt-lake', SECOND, morning(0));
    await meet(clinic);
    expect(await clinic.cancel('salt-lake', SECOND)).toBe(true);
    await meet(clinic);
    const { claims } = await clinic.look('central');
    expect(SECOND in claims).toBe(false);
    expect(claims[FIRST]).toMatchObject({ verdict: 'active', blockerId: null });
  });

  test(`${name}: a tentative booking is firm once who holds the right has seen it and kept quiet [BK3]`, async () => {
    const clinic = await furnish(await open());
    await clinic.book('laptop', FIRST, afternoon(0));
    await clinic.exchange('laptop');
    expect((await clinic.look('central')).claims[FIRST]?.endorsed).toBe(false);
    await clinic.exchange('salt-lake');
    expect((await clinic.look('central')).claims[FIRST]?.endorsed).toBe(false);
    // In one exchange it hears of it; in the next it says that it has.
    await clinic.exchange('park-street');
    await clinic.exchange('park-street');
    expect((await clinic.look('central')).claims[FIRST]).toMatchObject({
      ...{ endorsed: true, verdict: 'active' },
    });
  });

  test(`${name}: what two typed in two fields of one record stands both, in one field the later`, async () => {
    const clinic = await furnish(await open());
    await meet(clinic);
    clinic.clock.advance(1000);
    await clinic.type('salt-lake', 'note', 'Wheelchair');
    await clinic.type('salt-lake', 'phone', '9830011111');
    clinic.clock.advance(1000);
    await clinic.type('laptop', 'phone', '9830022222');
    await meet(clinic, ['laptop', 'salt-lake']);
    for (const at of ['salt-lake', 'laptop', 'central'] as const) {
      const { patient, unsent } = await clinic.look(at);
      expect([at, patient]).toEqual([at, { note: 'Wheelchair', phone: '9830022222' }]);
      expect([at, unsent]).toEqual([at, []]);
    }
  });

  test(`${name}: whose answers are lost says it again, and it is there once [SY1]`, async () => {
    const clinic = await furnish(await open());
    await clinic.book('salt-lake', FIRST, morning(0));
    await clinic.exchange('salt-lake', 'unheard');
    await clinic.exchange('salt-lake', 'unheard');
    expect(await clinic.move('salt-lake', FIRST, morning(60))).toBe(true);
    expect((await clinic.look('salt-lake')).unsent).toEqual([`appointment ${FIRST}`]);
    await meet(clinic);
    const { visits } = await clinic.look('central');
    expect(visits[FIRST]).toMatchObject({ startMs: morning(60).startMs, moves: 1 });
    expect((await clinic.look('salt-lake')).unsent).toEqual([]);
  });

  test(`${name}: a disk that was set back goes on under another name, and nothing that central has is lost`, async () => {
    const clinic = await furnish(await open());
    await meet(clinic);
    const setBack = await clinic.remember('salt-lake');
    await clinic.book('salt-lake', FIRST, morning(0));
    await meet(clinic);
    await setBack();
    expect(FIRST in (await clinic.look('salt-lake')).visits).toBe(false);
    expect(await clinic.book('salt-lake', SECOND, morning(60))).toBe(true);
    await meet(clinic);
    const central = await clinic.look('central');
    expect(Object.keys(central.visits).toSorted()).toEqual([FIRST, SECOND, ...STANDING]);
    const { visits } = await clinic.look('salt-lake');
    for (const id of [FIRST, SECOND]) expect([id, visits[id]]).toEqual([id, central.visits[id]]);
  });

  test(`${name}: what is taken here is refused here, and where it was is free again after a move [BK2]`, async () => {
    const clinic = await furnish(await open());
    await clinic.book('salt-lake', FIRST, morning(0));
    expect(await clinic.book('salt-lake', SECOND, morning(10))).toBe(false);
    expect(await clinic.move('salt-lake', FIRST, morning(60))).toBe(true);
    expect(await clinic.book('salt-lake', SECOND, morning(10))).toBe(true);
  });
}

/** The same in every store to begin with: one patient, with a visit at each branch. */
export async function furnish(clinic: SyncedClinic): Promise<SyncedClinic> {
  const [first = '', second = ''] = STANDING;
  await meet(clinic);
  await clinic.type('salt-lake', 'phone', '98300 11111');
  await clinic.book('salt-lake', first, morning(150));
  await clinic.book('salt-lake', second, afternoon(90));
  await meet(clinic);
  clinic.clock.advance(1000);
  return clinic;
}

const ROUNDS = 3;

/** All exchange, in this order, until nothing is new to anyone. */
export async function meet(
  clinic: SyncedClinic,
  order: readonly (typeof COMPUTERS)[number][] = COMPUTERS,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const at of order) await clinic.exchange(at);
  }
}
