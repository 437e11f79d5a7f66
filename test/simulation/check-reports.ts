import { expect } from 'vitest';
import { loadReport } from '../../shared/engine/reports/load-report.ts';
import type { ReportScope } from '../../shared/model/report.ts';
import { addDays, wallToDay } from '../../shared/time/day.ts';
import { countedOf, tidied } from '../support/counted-report.ts';
import { admin, ORGANISATION, type TestEngine } from '../support/engine.ts';
import { readRawBook } from '../support/raw-book.ts';
import { reckonReport } from '../support/reckon-report.ts';
import { DAY_MS } from './template.ts';
import type { World } from './world.ts';

/** When all days of a history are over, so that what is counted of them is kept until the next time. */
const LATER_MS = DAY_MS + 90 * 86_400_000;
const HALF_A_DAY_MS = 43_200_000;
const DAY = wallToDay(DAY_MS + HALF_A_DAY_MS);
const SCOPE: ReportScope = {
  ...{ firstDay: addDays(DAY, -2), lastDay: addDays(DAY, 3) },
  ...{ branchId: null, doctorId: null, serviceId: null },
};

/**
 * [RP8] Whatever was done, exchanged and taken back since a report was asked for, it says what the raw
 * rows of that computer come to.
 */
export async function checkReports({ central, replicas }: World): Promise<void> {
  for (const { engine } of [central, ...replicas.slice(0, 1)]) await checkReport(engine);
}

async function checkReport(engine: TestEngine): Promise<void> {
  const reporting = { organisationId: ORGANISATION, actor: admin, nowMs: LATER_MS };
  const report = await loadReport(engine.store, reporting, SCOPE);
  if (!report.ok) throw new Error(report.error.kind);
  const here = report.value.branches.filter(({ isElsewhere }) => !isElsewhere);
  const raw = await readRawBook(engine);
  const known = { ...raw, ...ofBranches(raw, new Set(here.map(({ id }) => id))) };
  expect(countedOf(report.value)).toEqual(tidied(reckonReport(known, SCOPE, LATER_MS)));
}

/** A report says nothing of branches whose book is elsewhere. */
const ofBranches = (
  { appointments, sessions, queue }: Awaited<ReturnType<typeof readRawBook>>,
  branches: ReadonlySet<string>,
) => ({
  appointments: appointments.filter(({ branchId }) => branches.has(branchId)),
  sessions: sessions.filter(({ branchId }) => branches.has(branchId)),
  queue: queue.filter(({ branchId }) => branches.has(branchId)),
});
