import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNewId } from '../../../shared/core/ids.ts';
import type { IntentInput, IntentKind } from '../../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../../shared/model/service.ts';
import { addDays, dayAt, dayEndMs, dayStartMs, instantOfDay } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import { type DeskClient, openDeskClient } from '../../support/desk-client.ts';
import { aBooking, aPatient, aSeries } from '../../support/engine.ts';
import { startNode } from '../../support/process.ts';
import { cpuOfTree } from '../exchange/process-tree.ts';
import { type Cost, costOf } from '../figure.ts';

const HOST = join(import.meta.dirname, '../../../electron/host/main.ts');
const START_MS = 120_000;
const TIME_ZONE = 'Asia/Kolkata';
const ZONE = knownTimeZone(TIME_ZONE);
const SLOTS_A_DAY = 40;
const VISIT_MIN = 5;
const DAYS_SHOWN = 30;
const NEW_ORGANISATION = {
  kind: 'new' as const,
  organisationName: 'Lakeside Clinics',
  branchName: 'Salt Lake',
  timeZone: TIME_ZONE,
  opensMin: 450,
  closesMin: 1140,
  adminName: 'Ruma Paul',
  login: 'ruma',
  password: 'a quiet morning',
};

/** Bookings over a desk's line, and a bare row after each of them. */
export interface LineCosts {
  readonly ours: readonly Cost[];
  readonly bare: readonly Cost[];
  /** Of one booking, the desk's process and the host's together. */
  readonly cpuMs: number;
}

/**
 * Books `count` times at a host in a process of its own, as a desk does: over its WebSocket, on a
 * book that is encrypted with the keyring beside it, from the intent being said to its outcome
 * being heard. The first half only warms up.
 */
export async function measureLine(
  count: number,
  insertBare: () => Promise<unknown>,
): Promise<LineCosts> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-line-'));
  writeFileSync(join(folder, 'index.html'), '');
  try {
    await using host = startNode(HOST, [
      ...['--data-folder', join(folder, 'data'), '--key-folder', join(folder, 'keys')],
      ...['--serve', '--json', '--renderer', folder, '--port', '0'],
    ]);
    const { url } = await host.nextMessage(START_MS);
    using desk = await openDeskClient(String(url));
    const book = await setUpBookings(desk);
    const ours: Cost[] = [];
    const bare: Cost[] = [];
    const warmUp = Math.floor(count / 2);
    let hostCpuMs = 0;
    for (let i = 0; i < count; i += 1) {
      if (i === warmUp) hostCpuMs = cpuOfTree(host.pid);
      ours.push(await costOf(() => book(i)));
      bare.push(await costOf(insertBare));
    }
    const measured = ours.slice(warmUp);
    const deskCpuMs = measured.reduce((sum, cost) => sum + cost.cpuMs, 0);
    const cpuMs = (cpuOfTree(host.pid) - hostCpuMs + deskCpuMs) / measured.length;
    return { ours: measured, bare: bare.slice(warmUp), cpuMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A clinic with one doctor; what it answers books the time that has this number. */
async function setUpBookings(desk: DeskClient): Promise<(nth: number) => Promise<void>> {
  const newId = createNewId({ nowMs: Date.now }, { bytes: randomBytes });
  // A desk that said what the host does not understand, or that lost it, would wait for ever.
  const unheard = Promise.race([desk.next('refused'), desk.closed]).then((refusal) => ({
    ...{ ok: false as const, refusal },
  }));
  const intend = async <K extends IntentKind>(kind: K, input: IntentInput<K>): Promise<void> => {
    const outcome = await Promise.race([desk.intend(kind, input, newId()), unheard]);
    if (!outcome.ok) throw new Error(`${kind}: ${JSON.stringify(outcome.refusal)}`);
  };
  await desk.hello();
  const done = await desk.setUp(NEW_ORGANISATION);
  if (!done.ok) throw new Error(done.error.kind);
  const branchId = (await desk.next('welcome')).replica?.branchId ?? '';
  const [doctorId, serviceId, patientId] = [newId(), newId(), newId()];
  const firstDay = addDays(dayAt(ZONE, Date.now()), 1);
  await intend('save-doctor', {
    ...{ id: doctorId, name: 'Priya Das', speciality: 'ENT', kind: 'full-time' },
    ...{ active: true, branchIds: [branchId] },
  });
  await intend('save-service', {
    ...{
      id: serviceId,
      name: 'Check',
      durationMin: VISIT_MIN,
      hue: 'green',
      ...PLAIN_SERVICE,
      active: true,
    },
  });
  await intend('save-patient', { ...aPatient(patientId, 'Meera Iyer'), branchId });
  const series = { branchId, doctorId, rule: 'FREQ=DAILY', slotMin: VISIT_MIN, firstDay };
  await intend('create-series', aSeries(newId(), series));
  // As a desk that shows these days, which is told the row of each booking besides its outcome.
  await desk.watch(dayStartMs(ZONE, firstDay), dayEndMs(ZONE, addDays(firstDay, DAYS_SHOWN)));
  return (nth) => {
    const day = addDays(firstDay, Math.floor(nth / SLOTS_A_DAY));
    const startMs = instantOfDay(ZONE, day, 540 + (nth % SLOTS_A_DAY) * VISIT_MIN);
    const time = { startMs, endMs: startMs + VISIT_MIN * 60_000 };
    const whose = { branchId, doctorId, serviceId, patientId };
    return intend('book', aBooking(newId(), '09:00', { ...whose, ...time }));
  };
}
