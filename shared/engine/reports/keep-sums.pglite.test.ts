import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { alterBook } from '../../../test/support/alter-clinics.ts';
import {
  admin,
  createTestClock,
  ORGANISATION,
  openTestEngine,
} from '../../../test/support/engine.ts';
import { writeRandomClinics } from '../../../test/support/random-clinics.ts';
import { readRawBook } from '../../../test/support/raw-book.ts';
import { reckonReport } from '../../../test/support/reckon-report.ts';
import { createTestTimers } from '../../../test/support/test-timers.ts';
import type { ReportScope } from '../../model/report.ts';
import { keepReportSums } from './keep-report-sums.ts';
import { loadReport } from './load-report.ts';

const MINUTE_MS = 60_000;
const NOW_MS = Date.UTC(2026, 3, 20, 9);
const SCOPE: ReportScope = {
  ...{ firstDay: '2026-03-10', lastDay: '2026-04-12' },
  ...{ branchId: null, doctorId: null, serviceId: null },
};

test('days and periods that are over are counted before anybody asks, a part at a time, and again when something in them changed [RP9]', async () => {
  const clock = createTestClock(NOW_MS);
  const engine = await openTestEngine({ clock });
  await writeRandomClinics(engine, 'fifth');
  const timers = createTestTimers(clock);
  const errors: unknown[] = [];
  const stop = keepReportSums(...([engine, async () => [ORGANISATION], timers] as const), (error) =>
    errors.push(error),
  );
  const rowsOf = async (sql: string): Promise<readonly unknown[]> =>
    (await engine.connector.withSession((session) => session.query(sql, []))).rows;
  const kept = () => rowsOf('select * from report_sum order by branch_id, days, first_day');
  /** Until it waits for an hour again. */
  const turn = async (): Promise<void> => {
    await timers.pass(60 * MINUTE_MS);
    for (let ms = timers.nextMs(); ms < MINUTE_MS || ms === Infinity; ms = timers.nextMs()) {
      if (ms === Infinity) await setTimeout(5);
      else await timers.pass(ms);
    }
  };
  const booked = async (): Promise<number> => {
    const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: NOW_MS };
    const report = await loadReport(engine.store, reporting, SCOPE);
    if (!report.ok) throw new Error(report.error.kind);
    return report.value.all.booked;
  };
  const reckoned = async (): Promise<number> =>
    reckonReport(await readRawBook(engine), SCOPE, NOW_MS).get('all ')?.booked ?? 0;

  await turn();
  expect(errors).toEqual([]);
  const before = await kept();
  expect(before.length).toBeGreaterThan(3 * 200);
  expect(await booked()).toBe(await reckoned());
  // A report of days that are over reads what is kept, and counts nothing.
  await rowsOf(`update report_sum set counted = ''`);
  expect(await booked()).toBe(0);

  await alterBook(
    engine,
    `update appointment set status = 'entered-in-error' where id = (select id from appointment
       where start_ms > ${Date.UTC(2026, 2, 20)} and status = 'completed' order by start_ms limit 1)`,
  );
  await turn();
  const anew = (await kept()) as readonly { counted: string; days: number }[];
  expect(anew).toHaveLength(before.length);
  const counted = anew.filter(({ counted }) => counted !== '');
  expect(counted.some(({ days }) => days === 1)).toBe(true);
  // Two weeks of one branch at most, and the periods that they are in.
  expect(counted.length).toBeLessThanOrEqual(14 + 2);
  await rowsOf('delete from report_sum');
  await turn();
  expect(await booked()).toBe(await reckoned());
  stop();
  await engine.close();
});
