import { expect, test } from 'vitest';
import { REPORT_MEASURES } from '../../shared/domain/reports/report-counts.ts';
import { loadReport } from '../../shared/engine/reports/load-report.ts';
import { loadReportSessions } from '../../shared/engine/reports/load-report-sessions.ts';
import { loadReportVisits } from '../../shared/engine/reports/load-report-visits.ts';
import { loadReportWalkIns } from '../../shared/engine/reports/load-report-walk-ins.ts';
import type { ReportDrill, ReportScope } from '../../shared/model/report.ts';
import { createDraw } from '../../shared/sample/seeded-random.ts';
import { ALTERATIONS, alterBook } from '../support/alter-clinics.ts';
import { countedOf, noZeros, tidied } from '../support/counted-report.ts';
import { admin, createTestClock, ORGANISATION, openTestEngine } from '../support/engine.ts';
import { clinicId, writeRandomClinics } from '../support/random-clinics.ts';
import { readRawBook } from '../support/raw-book.ts';
import { reckonReport } from '../support/reckon-report.ts';
import type { TestStore } from './engine-contract.ts';

const NOW_MS = Date.UTC(2026, 3, 2, 9);
const ALL: ReportScope = {
  ...{ firstDay: '2026-03-05', lastDay: '2026-04-08' },
  ...{ branchId: null, doctorId: null, serviceId: null },
};

/** Reports over any Postgres, beside what the raw rows come to. */
export function describeReports(name: string, open: () => Promise<TestStore>): void {
  test(`${name}: every count is what the raw rows come to, over changes of clocks and zones [RP1] [RP2]`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector, clock: createTestClock(NOW_MS) });
    for (const seed of ['first', 'second']) await writeRandomClinics(engine, seed);
    const raw = await readRawBook(engine);
    const scopes: readonly Partial<ReportScope>[] = [
      {},
      { branchId: clinicId('berlin') },
      { doctorId: clinicId('a') },
      { serviceId: clinicId('long') },
      { firstDay: '2026-03-29', lastDay: '2026-03-29', branchId: clinicId('berlin') },
      { firstDay: '2026-03-08', lastDay: '2026-03-08' },
      { firstDay: '2026-06-01', lastDay: '2026-06-30' },
    ];
    const all = new Map(Object.entries(reckonReport(raw, ALL, NOW_MS).get('all ') ?? {}));
    for (const change of scopes) {
      const scope = { ...ALL, ...change };
      const report = await loadReport(
        engine.store,
        { organisationId: ORGANISATION, actor: admin, nowMs: NOW_MS },
        scope,
      );
      if (!report.ok) throw new Error(JSON.stringify(report.error));
      expect(countedOf(report.value), JSON.stringify(change)).toEqual(
        tidied(reckonReport(raw, scope, NOW_MS)),
      );
      const former = {
        ...{ firstDay: report.value.formerFirstDay, lastDay: report.value.formerLastDay },
      };
      expect(noZeros(report.value.former)).toEqual(
        noZeros(reckonReport(raw, { ...scope, ...former }, NOW_MS).get('all ') ?? {}),
      );
    }
    expect(REPORT_MEASURES.filter((measure) => !(all.get(measure) ?? 0))).toEqual([]);
    await close();
  }, 120_000);

  test(`${name}: what was kept of a period is counted anew once anything in it is another, of all, a doctor or a service [RP8]`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector, clock: createTestClock(NOW_MS) });
    await writeRandomClinics(engine, 'fourth');
    const nowMs = Date.UTC(2026, 8, 1);
    const whole = { ...ALL, firstDay: '2026-01-12', lastDay: '2026-05-31' };
    // Of the days before its own, which are those of the other, it keeps sums alone.
    const after = { firstDay: '2026-06-01', lastDay: '2026-10-18' };
    const [doctorId, serviceId] = [clinicId('a'), clinicId('long')];
    const some = [{ doctorId }, { serviceId }, { doctorId, serviceId }];
    const draw = createDraw('changes');
    const check = async (what: string, scopes: readonly Partial<ReportScope>[]): Promise<void> => {
      const reporting = { organisationId: ORGANISATION, actor: admin, nowMs };
      const raw = await readRawBook(engine);
      for (const more of [{}, ...scopes]) {
        const scope = { ...whole, ...more };
        const about = `${what}, ${JSON.stringify(more)}`;
        const reckoned = tidied(reckonReport(raw, scope, nowMs));
        const later = await loadReport(engine.store, reporting, { ...scope, ...after });
        if (!later.ok) throw new Error(later.error.kind);
        expect(noZeros(later.value.former), about).toEqual(reckoned['all ']);
        const report = await loadReport(engine.store, reporting, scope);
        if (!report.ok) throw new Error(report.error.kind);
        expect(countedOf(report.value), about).toEqual(reckoned);
        expect(later.value.formerWaits, about).toEqual(report.value.waits);
        expect(later.value.formerLeads, about).toEqual(report.value.leads);
      }
    };
    await check('at first', some);
    for (const [no, [what, alter]] of Object.entries(ALTERATIONS).entries()) {
      const statement = alter(draw);
      await alterBook(engine, statement);
      // One that was not asked for after the change before is as stale as one that was.
      await check(`${what}: ${statement}`, some.slice(no % 3, (no % 3) + 1));
    }
    await close();
  }, 240_000);

  test(`${name}: five years are read, more are refused, and so is a range that runs backwards [RP3]`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector, clock: createTestClock(NOW_MS) });
    await writeRandomClinics(engine, 'first');
    const ask = (firstDay: string, lastDay: string) =>
      loadReport(
        engine.store,
        { organisationId: ORGANISATION, actor: admin, nowMs: NOW_MS },
        { ...ALL, firstDay, lastDay },
      );
    const long = await ask('2022-01-01', '2027-01-01');
    expect(long.ok && long.value.all.booked).toBeGreaterThan(100);
    expect(await ask('2022-01-01', '2027-01-02')).toEqual({
      ok: false,
      error: { kind: 'too-many-days', max: 1827 },
    });
    expect(await ask('2026-04-01', '2026-03-31')).toEqual({
      ok: false,
      error: { kind: 'no-such-days' },
    });
    await close();
  }, 120_000);

  test(`${name}: as many appointments stand behind a mark as it says [RP6]`, async () => {
    const { connector, close } = await open();
    const engine = await openTestEngine({ connector, clock: createTestClock(NOW_MS) });
    await writeRandomClinics(engine, 'third');
    const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: NOW_MS };
    const report = await loadReport(engine.store, reporting, ALL);
    if (!report.ok) throw new Error(report.error.kind);
    const none = { state: null, weekday: null, hour: null, waitFromMin: null, waitUntilMin: null };
    const behind = async (some: Partial<ReportDrill>) => {
      const drill = { ...none, limit: 200, ...some };
      const found = await loadReportVisits(engine.store, reporting, ALL, drill);
      return found.ok ? found.value : { count: -1, first: [] };
    };
    const { all, cells, waits } = report.value;
    const states = {
      ...{ booked: 'booked', cancelled: 'cancelled', lateCancelled: 'late', noShow: 'no-show' },
      ...{ arrived: 'arrived', seen: 'seen', unsaid: 'unsaid', displaced: 'displaced' },
      ...{ leads: 'lead-known' },
    } as const;
    for (const [measure, state] of Object.entries(states) as [
      keyof typeof states,
      ReportDrill['state'],
    ][]) {
      const { count, first } = await behind({ state });
      expect(count, measure).toBe(all[measure]);
      expect(first).toHaveLength(count);
    }
    // What was not cancelled is what takes time.
    const kept = await behind({ state: 'kept' });
    expect(kept.count).toBe(all.booked - all.cancelled);
    expect(kept.first.every(({ status }) => status !== 'cancelled')).toBe(true);
    const [cell] = cells.filter(({ counts }) => counts.booked > 0);
    const no = Number(cell?.key);
    const inCell = await behind({ weekday: Math.floor(no / 24), hour: no % 24 });
    expect(inCell.count).toBe(cell?.counts.booked);
    const short = waits.filter(({ at }) => at < 10).reduce((sum, { count }) => sum + count, 0);
    const waited = await behind({ state: 'seen', waitFromMin: 0, waitUntilMin: 10 });
    expect(waited.count).toBe(short);
    expect((await behind({ limit: 3 })).first).toHaveLength(3);
    const over = await loadReportSessions(engine.store, reporting, ALL, 200);
    if (!over.ok) throw new Error(over.error.kind);
    expect(over.value.count).toBe(all.sessionsOver);
    const overMs = over.value.first.reduce((sum, one) => sum + one.overAtMs - one.endMs, 0);
    expect(overMs).toBe(all.overMs);
    const { walkInsServed, walkInsLost, walkInsOpen } = all;
    const ways = { served: walkInsServed, lost: walkInsLost, open: walkInsOpen };
    for (const [state, count] of Object.entries(ways) as [keyof typeof ways, number][]) {
      const came = await loadReportWalkIns(engine.store, reporting, ALL, { state, limit: 200 });
      expect(came.ok && came.value.count, state).toBe(count);
      expect(came.ok && came.value.first).toHaveLength(count);
      expect(count, state).toBeGreaterThan(0);
    }
    expect(all.sessionsOver).toBeGreaterThan(0);
    await close();
  }, 120_000);
}
