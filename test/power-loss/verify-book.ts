import {
  type BookKeys,
  type BranchDatabase,
  openBranchDatabase,
} from '../../electron/host/database/open-branch-database.ts';
import {
  aBooking,
  admin,
  at,
  MONDAY_8_MS,
  ORGANISATION,
  type TestEngine,
} from '../support/engine.ts';
import { checkAudit } from './check-audit.ts';
import { checkIntents } from './check-intents.ts';
import { checkRecords } from './check-records.ts';
import { weeksSince } from './desk-acts.ts';
import type { Asked } from './diary.ts';
import { findProblems } from './find-problems.ts';
import { reopenEngine } from './reopen-engine.ts';
import { tryCheck } from './try-check.ts';

/** A book after its host came to an end, and what that host was asked until then. */
export interface BookToVerify {
  readonly folder: string;
  readonly keys: BookKeys | null;
  readonly asked: readonly Asked[];
}

/** A desk resends what it has no answer to, and sometimes what it has one to. */
const RESENT = 5;
/** Until a Monday that has sessions, and is after all that desks book. */
const LATER_WEEKS = 20;
/** Ids made with this seed are nobody else's. */
const AFTERWARDS = 0xffff_ffff;

/**
 * Opens a book as a host does, looks at all of it, and works with it. Returns what is wrong. A
 * database that gives up ends the process, as it does in a host.
 */
export async function verifyBook({
  folder,
  keys,
  asked,
}: BookToVerify): Promise<readonly string[]> {
  let database: BranchDatabase;
  try {
    database = await openBranchDatabase({ folder, nowMs: MONDAY_8_MS, keys });
  } catch (error) {
    return [`does not open: ${error}`];
  }
  const { pglite, connector } = database;
  const engine = await reopenEngine(connector, AFTERWARDS);
  const problems = [...(await findProblems(pglite, engine.store, asked))];
  if (problems.length === 0)
    problems.push(...(await tryCheck(() => goOn(database, engine, asked))));
  return problems.concat(await tryCheck(() => database.close()));
}

/** The desks come back and resend; work goes on as if nothing had been. */
async function goOn(
  { pglite }: BranchDatabase,
  engine: TestEngine,
  asked: readonly Asked[],
): Promise<readonly string[]> {
  const unanswered = asked.filter(({ outcome }) => outcome === null);
  const answered = asked.filter(({ outcome }) => outcome?.ok).slice(-RESENT);
  const all = new Map(asked.map((one) => [one.intent.id, one]));
  for (const { intent } of [...answered, ...unanswered]) {
    const outcome = await engine.execute(ORGANISATION, admin, intent);
    all.set(intent.id, { intent, outcome: all.get(intent.id)?.outcome ?? outcome });
  }
  const isSetUp = asked.some(
    ({ intent, outcome }) => intent.kind === 'create-series' && outcome?.ok,
  );
  if (isSetUp) {
    const id = engine.newId();
    const laterDay = (weeksSince(engine.clock.nowMs()) + LATER_WEEKS) * 7;
    const wish = aBooking(engine.newId(), '09:00', {
      startMs: at('09:00', laterDay),
      endMs: at('09:15', laterDay),
    });
    const intent = { id, kind: 'book' as const, input: wish, atMs: engine.clock.nowMs() };
    const outcome = await engine.execute(ORGANISATION, admin, intent);
    if (!outcome.ok) return [`nothing can be booked any more: ${JSON.stringify(outcome.error)}`];
    all.set(id, { intent, outcome });
  }
  await pglite.exec('checkpoint');
  await pglite.exec('vacuum');
  return [
    ...(await engine.store.read((db) => checkIntents(db, [...all.values()]))),
    ...(await engine.store.read(checkRecords)),
    ...(await checkAudit(pglite)),
  ];
}
