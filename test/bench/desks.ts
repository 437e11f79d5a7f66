import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { present } from '../../shared/core/assert.ts';
import { createSeeded } from '../simulation/seeded.ts';
import { type DeskClient, openDeskClient } from '../support/desk-client.ts';
import { startNode } from '../support/process.ts';
import { type Branch, openTally, playDesk, type Tally } from './desks/play-desk.ts';
import { cpuOfTree } from './exchange/process-tree.ts';
import { atMost, type Figure, median, quantile, reportFigures, say } from './figure.ts';
import {
  BUSY_BRANCH,
  buildYear,
  freeTimes,
  placeOf,
  YEAR_LOGIN,
  yearDay,
} from './year/build-year.ts';

/**
 * Two hundred desks of one branch at work on one host, with a year behind it (25 doctors, 60,000
 * appointments, 100,000 patients, encrypted): each has a line of its own, watches the days
 * that are booked and does something once a minute, as people at a desk do. No time that is nobody's may be refused, and of
 * two who ask for one at the same instant one gets it. Then the same ten times as fast. Run by
 * `node test/bench/desks.ts [YEAR] [DESKS] [SECONDS] [RATES]`: YEAR is a folder to keep the year in.
 */
const [yearArgument, desksArgument, secondsArgument, ratesArgument] = process.argv.slice(2);
const DESKS = Number(desksArgument ?? 200);
const SECONDS = Number(secondsArgument ?? 60);
const ACTS_A_MINUTE = (ratesArgument ?? '1,10').split(',').map(Number);
const HOST = join(import.meta.dirname, '../../electron/host/main.ts');
/** A year that an older program made is backed up and migrated first. */
const START_MS = 900_000;
/** Of next week, on which people are booked; the queue is today's. */
const BOOKED_DAYS = 2;
const DAY_MS = 86_400_000;

interface Played {
  readonly tally: Tally;
  readonly cpuShare: number;
  readonly memoryMb: number;
}

async function openDesks(url: string): Promise<readonly DeskClient[]> {
  const desks: DeskClient[] = [];
  // From today on: the Tuesday of next week is the last day on which they book.
  const untilMs = Date.parse(`${yearDay().day}T00:00:00+05:30`) + DAY_MS;
  const fromMs = untilMs - (yearDay().daysAhead + 1) * DAY_MS;
  for (let n = 0; n < DESKS; n += 1) {
    const desk = await openDeskClient(url, `Desk ${n + 1}`);
    await desk.hello();
    const answer = await desk.signIn(YEAR_LOGIN.login, YEAR_LOGIN.password);
    if (!answer.ok) throw new Error(answer.error.kind);
    await desk.watch(fromMs, untilMs);
    desks.push(desk);
  }
  return desks;
}

async function loadBranch(desk: DeskClient): Promise<Branch> {
  const [branch] = desk.rows('branches');
  const [service] = desk.rows('services');
  const doctors = new Map(desk.rows('doctors').map(({ name, id }) => [name, id]));
  const found = await desk.ask({ kind: 'find-patients', text: 'sa', limit: 50 });
  return {
    branchId: present(branch, 'There is a branch.').id,
    serviceId: present(service, 'There is a service.').id,
    patientIds: found.map(({ id }) => id),
    free: freeTimes(BUSY_BRANCH.doctors, BOOKED_DAYS).flatMap(({ day, time, doctor }) => {
      const doctorId = doctors.get(doctor);
      return doctorId ? [{ doctorId, startMs: Date.parse(`${day}T${time}:00+05:30`) }] : [];
    }),
  };
}

async function play(
  desks: readonly DeskClient[],
  branch: Branch,
  pid: number,
  perMinute: number,
): Promise<Played> {
  const tally = openTally();
  const end = new AbortController();
  const seeded = createSeeded(perMinute);
  const [startMs, cpuMs] = [performance.now(), cpuOfTree(pid)];
  const playing = desks.map((desk, n) =>
    playDesk(desk, branch, {
      ...{ seeded: createSeeded(perMinute * 1000 + n), tally, signal: end.signal },
      ...{ everyMs: 60_000 / perMinute, rival: () => seeded.pick(desks) },
    }),
  );
  await Promise.race([wait(SECONDS * 1000), Promise.all(playing)]);
  const cpuShare = (cpuOfTree(pid) - cpuMs) / (performance.now() - startMs);
  end.abort();
  await Promise.all(playing);
  return { tally, cpuShare, memoryMb: memoryMb(pid) };
}

/** Resident, of the host's process alone; Linux alone. */
function memoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1]) / 1024;
}

function figuresOf(perMinute: number, { tally, cpuShare, memoryMb: memory }: Played): Figure[] {
  const took = tally.tookMs.map(({ ms }) => ms);
  const rate = `${DESKS} desks, ${perMinute} a minute each`;
  const figure = (name: string, ours: number, limit: Figure['limit'] = null): Figure => ({
    ...{ bench: 'desks', name: `${rate}: ${name}`, ours, peer: null, limit },
  });
  for (const refused of [...tally.refusedHolds, ...tally.refusedOther].slice(0, 5)) say(refused);
  say(`${rate}: ${[...tally.done].map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
  return [
    figure('intents a minute', (took.length * 60) / SECONDS),
    figure('holds refused that should have been given', tally.refusedHolds.length, atMost(0)),
    figure('of two at one instant, not exactly one got it', badRivals(tally), atMost(0)),
    figure('all else that was refused', tally.refusedOther.length, atMost(0)),
    figure('an answer, median, ms', median(took)),
    figure('an answer, p95, ms', quantile(took, 0.95)),
    figure('CPU of the host, share of a core', cpuShare),
    figure('memory of the host, MB', memory),
  ];
}

const badRivals = ({ rivals }: Tally): number => rivals.filter((given) => given !== 1).length;

async function benchDesks(folder: string, year: string): Promise<Figure[]> {
  if (!existsSync(year)) await buildYear(year, BUSY_BRANCH);
  cpSync(year, folder, { recursive: true });
  await using host = startNode(HOST, [...placeOf(folder), '--serve', '--json', '--port', '0']);
  const { url } = await host.nextMessage(START_MS);
  const desks = await openDesks(String(url));
  say(`${DESKS} desks are open, load ${loadavg()[0]?.toFixed(1)}.`);
  const figures: Figure[] = [];
  const branch = await loadBranch(present(desks[0], 'There is a desk.'));
  for (const perMinute of ACTS_A_MINUTE) {
    figures.push(...figuresOf(perMinute, await play(desks, branch, host.pid, perMinute)));
    say(`Load ${loadavg()[0]?.toFixed(1)}.`);
  }
  for (const desk of desks) desk.close();
  return figures;
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-desks-'));
try {
  reportFigures(await benchDesks(folder, yearArgument ?? join(folder, 'year')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
