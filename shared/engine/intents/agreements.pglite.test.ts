import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  admin,
  aSeries,
  at,
  DR_DAS,
  ORGANISATION,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import { previewApplying } from '../queries/preview-applying.ts';
import { previewManySessions } from '../queries/preview-many-sessions.ts';
import { previewSessionChange } from '../queries/preview-session-change.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

type Doctor = IntentInput<'save-doctor'>;
type Agreed = NonNullable<Doctor['agreement']>;
const OPEN: Agreed = { dayMin: null, weekMin: null, fromDay: null, untilDay: null, places: [] };

const agree = (kind: Doctor['kind'], agreed: Partial<Agreed>) =>
  engine.ask('save-doctor', {
    ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind, active: true },
    ...{ branchIds: [SALT_LAKE, PARK_STREET], agreement: { ...OPEN, ...agreed } },
  });

const create = (
  from: string,
  until: string,
  changes: Partial<IntentInput<'create-session'>> & { readonly days?: number } = {},
) => {
  const { days = 0, ...others } = changes;
  return engine.ask('create-session', {
    ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId: DR_DAS },
    ...{ startMs: at(from, days), endMs: at(until, days), slotMin: 15, capacity: 1, tags: [] },
    ...{ requestOverlap: false, ...others },
  });
};

const against = (kind: string, effect: string) => ({
  ok: false,
  error: { kind: 'against-agreement', found: { count: 1, kinds: [{ kind, effect }] } },
});

const sessionCount = () =>
  engine.store.read(
    async (db) =>
      (await db.kysely.selectFrom('session').select('id').where('deleted', '=', false).execute())
        .length,
  );

const weekly = { kinds: ['week-hours' as const], reason: 'Dr. Sen is ill' };

describe('who works part-time', () => {
  beforeEach(() => agree('part-time', { weekMin: 360 }));

  test('has more than was agreed only with a reason, which the audit trail keeps [DT2] [DT4]', async () => {
    expect(await create('09:00', '13:00')).toMatchObject({ ok: true });
    const elsewhere = { branchId: PARK_STREET, days: 2 };
    expect(await create('09:00', '12:00', elsewhere)).toMatchObject(
      against('week-hours', 'reason'),
    );
    const noReason = { ...weekly, reason: null };
    expect(await create('09:00', '12:00', { ...elsewhere, accepts: noReason })).toMatchObject({
      ok: false,
    });
    expect(await sessionCount()).toBe(1);
    expect(await create('09:00', '12:00', { ...elsewhere, accepts: weekly })).toMatchObject({
      ok: true,
    });
    const audit = await engine.store.read((db) =>
      db.kysely
        .selectFrom('audit')
        .select(['intentKind', 'reason'])
        .orderBy('no', 'desc')
        .execute(),
    );
    expect(audit[0]).toEqual({ intentKind: 'create-session', reason: 'Dr. Sen is ill' });
  });

  test('has it asked for whichever way working time is made or changed [DT4]', async () => {
    const series = aSeries(engine.newId());
    expect(await engine.ask('create-series', series)).toMatchObject({
      ok: false,
      error: { kind: 'against-agreement', found: { count: 3 } },
    });
    await create('09:00', '13:00');
    const { rows, sessionId } = await firstSession();
    expect(rows).toBe(1);
    const longer = {
      ...{ sessionId, scope: 'this' as const, newSeriesId: engine.newId() },
      to: { startMin: 540, endMin: 1020, slotMin: 15, capacity: 1, tags: [], rule: null },
    };
    const preview = await engine.store.read((db) =>
      previewSessionChange(db, ORGANISATION, longer, { nowMs: at('08:00'), limit: 10 }),
    );
    expect(preview).toMatchObject({ ok: true, value: { work: { count: 1 } } });
    const asked = { ...longer, requestOverlap: false, affected: null };
    expect(await engine.ask('change-session', asked)).toMatchObject(
      against('week-hours', 'reason'),
    );
    expect(await engine.ask('change-session', { ...asked, accepts: weekly })).toMatchObject({
      ok: true,
    });
    // It is too much already: less of it needs no reason.
    const less = { ...asked, to: { ...longer.to, endMin: 960 } };
    expect(await engine.ask('change-session', less)).toMatchObject({ ok: true });
  });

  test('has a template applied, and many sessions changed, knowingly [DT4]', async () => {
    await create('09:00', '13:00');
    const applying = {
      source: {
        kind: 'book-days' as const,
        days: {
          ...{ branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-02' },
          lengthDays: 1 as const,
        },
      },
      ...{ branchId: SALT_LAKE, doctorId: DR_DAS, firstDay: '2026-03-03', lastDay: '2026-03-03' },
      ...{ rule: null, way: 'add' as const },
    };
    const shown = await engine.store.read((db) =>
      previewApplying(db, ORGANISATION, applying, at('08:00')),
    );
    expect(shown).toMatchObject({ ok: true, value: { work: { count: 1 } } });
    const apply = { ...applying, requestOverlap: false, affected: null };
    expect(await engine.ask('apply-template', apply)).toMatchObject(
      against('week-hours', 'reason'),
    );
    expect(await engine.ask('apply-template', { ...apply, accepts: weekly })).toMatchObject({
      ok: true,
    });

    await agree('part-time', {
      places: [
        {
          ...{ branchId: SALT_LAKE, daysPerWeek: null },
          hours: [{ days: [1, 2, 3, 4, 5], fromMin: 540, untilMin: 840 }],
        },
      ],
    });
    const change: Parameters<typeof previewManySessions>[2] = {
      choice: {
        ...{ doctorIds: [DR_DAS], branchId: SALT_LAKE, weekdays: [], tag: null, slotMin: null },
        ...{ fromMin: 0, untilMin: 1440, firstDay: '2026-03-02', lastDay: '2026-03-08' },
      },
      to: {
        ...{ slotMin: null, capacity: null, addTags: [], removeTags: [], doctorId: null },
        ...{ branchId: null, shiftMin: 120 },
      },
      newIdsFrom: engine.newId(),
      requestOverlap: false,
    };
    const many = await engine.store.read((db) =>
      previewManySessions(db, ORGANISATION, change, at('08:00')),
    );
    if (!many.ok) throw new Error(many.error.kind);
    expect(many.value.work).toMatchObject({
      count: 2,
      kinds: [{ kind: 'outside-hours', effect: 'reason' }],
    });
    const wish = { ...change, seen: many.value.seen, affected: null };
    expect(await engine.ask('change-many-sessions', wish)).toMatchObject({
      ok: false,
      error: { kind: 'against-agreement' },
    });
    const accepts = { kinds: ['outside-hours' as const], reason: 'A room is free' };
    expect(await engine.ask('change-many-sessions', { ...wish, accepts })).toMatchObject({
      ok: true,
    });
  });
});

const firstSession = () =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('session')
      .select('id')
      .where('deleted', '=', false)
      .execute();
    return { rows: rows.length, sessionId: rows[0]?.id ?? '' };
  });

describe('a locum', () => {
  beforeEach(() => agree('locum', { fromDay: '2026-03-02', untilDay: '2026-03-06' }));

  test('has no series, and works on single days of the contract, which no reason changes [DT1]', async () => {
    const accepts = { kinds: ['locum-series' as const], reason: 'We need it' };
    expect(await engine.ask('create-series', aSeries(engine.newId()))).toMatchObject({
      ok: false,
      error: { found: { kinds: [{ kind: 'locum-series' }, { kind: 'out-of-contract' }] } },
    });
    const oneWeek = { ...aSeries(engine.newId()), rule: 'FREQ=DAILY;COUNT=3', accepts };
    expect(await engine.ask('create-series', oneWeek)).toMatchObject(
      against('locum-series', 'refuse'),
    );
    expect(await create('09:00', '12:00', { days: 4 })).toMatchObject({ ok: true });
    const late = { days: 5, accepts: { ...accepts, kinds: ['out-of-contract' as const] } };
    expect(await create('09:00', '12:00', late)).toMatchObject(
      against('out-of-contract', 'refuse'),
    );
    expect(await sessionCount()).toBe(1);
  });
});

test('an agreement of days, hours or branches that are none is refused, and nothing of the doctor is saved [DT5]', async () => {
  const hours = { days: [1], fromMin: 600, untilMin: 600 };
  const wrong: Partial<Agreed>[] = [
    { fromDay: '2026-02-30' },
    { fromDay: '2026-03-02', untilDay: '2026-03-01' },
    { places: [{ branchId: SALT_LAKE, daysPerWeek: null, hours: [hours] }] },
    { places: [{ branchId: engine.newId(), daysPerWeek: 2, hours: [] }] },
  ];
  for (const agreed of wrong) expect(await agree('locum', agreed)).toMatchObject({ ok: false });
  const doctor = await engine.store.read((db) =>
    db.kysely.selectFrom('doctor').select('kind').where('id', '=', DR_DAS).executeTakeFirst(),
  );
  expect(doctor?.kind).toBe('full-time');
  const stranger = { ...admin, role: 'front-desk' as const };
  const asked = await engine.ask(
    'save-doctor',
    {
      ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind: 'locum', active: true },
      ...{ branchIds: [SALT_LAKE], agreement: OPEN },
    },
    { actor: stranger },
  );
  expect(asked).toMatchObject({ ok: false, error: { kind: 'not-permitted' } });
});
