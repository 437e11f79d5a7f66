import { receive as hear } from '../../../shared/merge/hlc.ts';
import type { Version } from '../../../shared/merge/merge-record.ts';
import type { ClaimRecord } from '../../../shared/model/claim.ts';
import {
  appointmentsOf,
  claimAnew,
  keyOf,
  type MemoryBook,
  type MemoryClaim,
  type MemoryRow,
  openMemoryBook,
  putRow,
  settled,
  type Unsent,
} from './memory-book.ts';
import type { MemoryAnswer, MemoryPush } from './memory-frames.ts';

/** Rows of one push: few, so that work goes in several. */
const PUSHED_MAX = 3;

export interface MemoryReplica extends MemoryBook {
  readonly branchId: string | null;
  readonly doctorId: string | null;
  cursor: number;
  mark: string | null;
  acked: number;
  pushNo: number;
  batch: MemoryPush | null;
  readonly unsent: Map<string, Unsent>;
  homes: Readonly<Record<string, string | null>>;
  /** What was written here and left for others to see, until all have heard of it. */
  readonly aside: Map<string, MemoryRow>;
  incarnation: MemoryPush['incarnation'];
  /** What central has given since this replica began again; null while it does not. */
  given: Set<string> | null;
  /** What is to be added to this computer's clock for central's time. */
  offsetMs: number;
}

export const openMemoryReplica = ({
  replica,
  ...place
}: Pick<MemoryReplica, 'replica' | 'branchId' | 'doctorId'>): MemoryReplica => ({
  ...openMemoryBook(replica),
  ...{
    ...place,
    cursor: 0,
    mark: null,
    acked: 0,
    pushNo: 0,
    batch: null,
    unsent: new Map(),
    homes: {},
    aside: new Map(),
    incarnation: null,
    given: null,
  },
  offsetMs: 0,
});

/**
 * The claims as a desk sees them: central's, and those that follow from what is unsent here, settled
 * with them where there are any.
 */
export function shownClaims(replica: MemoryReplica): readonly ClaimRecord[] {
  const own = appointmentsOf(replica).filter((row) => replica.unsent.has(keyOf(row.kind, row.id)));
  if (own.length === 0) return [...replica.claims.values()];
  const mine = new Set(own.map(({ id }) => id));
  const others = [...replica.claims.values()].filter(({ id }) => !mine.has(id));
  const derived = own.flatMap((row) => claimAnew(row, replica.claims.get(row.id)) ?? []);
  return settled([...others, ...derived]);
}

/** The next push: the last one again until it is answered, from the place that was reached since. */
export function nextPush(
  replica: MemoryReplica,
  batchId: string,
  rowsMax = PUSHED_MAX,
): MemoryPush {
  const { cursor, mark } = replica;
  const waiting = [...replica.unsent].toSorted(([, a], [, b]) => a.counter - b.counter);
  const here = { cursor, mark, isAnew: replica.given !== null };
  if (replica.batch) {
    const { maxCounter } = replica.batch;
    const pending = waiting.filter(([, { counter }]) => counter > maxCounter).length;
    return { ...replica.batch, ...here, pending };
  }
  const next = waiting.slice(0, rowsMax);
  if (next.length > 0) replica.pushNo += 1;
  const push: MemoryPush = {
    ...{ replica: replica.replica, incarnation: replica.incarnation, no: replica.pushNo, batchId },
    ...{ maxCounter: next.at(-1)?.[1].counter ?? 0, pending: waiting.length - next.length },
    ...here,
    rows: next.flatMap(([key, { base }]) => {
      const row = replica.rows.get(key);
      return row
        ? [
            {
              ...{ kind: row.kind, id: row.id, version: row.version },
              base: base?.body ?? null,
              baseDot: base?.dot ?? null,
            },
          ]
        : [];
    }),
  };
  if (next.length > 0) replica.batch = push;
  return push;
}

/** Takes central's answer, unless it does not go on from here. Returns whether more is to be said. */
export function takeAnswer(
  replica: MemoryReplica,
  answer: MemoryAnswer,
  timing: { readonly sentAtMs: number; readonly arrivedAtMs: number },
): boolean {
  if (answer.replica !== replica.replica || answer.from !== replica.cursor) return true;
  const { sentAtMs, arrivedAtMs } = timing;
  replica.offsetMs = Math.round((2 * answer.receivedMs - sentAtMs - arrivedAtMs) / 2);
  if (answer.startOver) {
    startOver(replica, answer.startOver);
    replica.mark = answer.mark;
    return true;
  }
  replica.acked = Math.max(replica.acked, answer.acked);
  if (replica.batch && replica.batch.maxCounter <= replica.acked) {
    replica.batch = null;
    for (const [key, { counter, nextBase }] of replica.unsent) {
      if (counter <= replica.acked) replica.unsent.delete(key);
      else if (nextBase) replica.unsent.set(key, { counter, base: nextBase, nextBase: null });
    }
  }
  takeRows(replica, answer, arrivedAtMs);
  if (replica.given) sweep(replica, replica.given);
  Object.assign(replica, { given: null, cursor: answer.cursor, homes: answer.homes });
  replica.mark = answer.mark;
  return replica.unsent.size > 0;
}

function takeRows(replica: MemoryReplica, answer: MemoryAnswer, arrivedAtMs: number): void {
  const isUnsent = (kind: string, id: string): boolean =>
    replica.unsent.has(`${kind === 'claim' ? 'appointment' : kind} ${id}`);
  for (const { kind, id } of answer.gone) {
    if (isUnsent(kind, id) && kind !== 'claim') continue;
    if (kind === 'claim') replica.claims.delete(id);
    else letGo(replica, keyOf(kind, id));
  }
  for (const { kind, id, version } of answer.rows) {
    replica.given?.add(keyOf(kind, id));
    replica.hlc = hear(replica.hlc, version.hlc, arrivedAtMs + replica.offsetMs);
    if (isUnsent(kind, id)) continue;
    replica.seq += 1;
    putRow(replica, { kind, id, version });
  }
  for (const claim of answer.claims) {
    replica.given?.add(`claim ${claim.id}`);
    replica.claims.set(claim.id, claim satisfies MemoryClaim);
  }
}

/** What was written here may be nowhere but at central, which may be set back. */
function letGo(replica: MemoryReplica, key: string): void {
  const row = replica.rows.get(key);
  if (row && deviceOf(row.version.dot?.replica ?? '') === deviceOf(replica.replica)) {
    replica.aside.set(key, row);
  }
  replica.rows.delete(key);
}

const deviceOf = (replica: string): string => replica.split('~')[0] ?? replica;

/** Begins again from the start of the feed; with `offer`, everything is pushed once more. */
function startOver(replica: MemoryReplica, how: 'pull' | 'offer'): void {
  replica.cursor = 0;
  replica.given = new Set();
  if (how === 'pull') return;
  for (const [key, row] of replica.aside) if (!replica.rows.has(key)) replica.rows.set(key, row);
  for (const row of replica.rows.values()) {
    const key = keyOf(row.kind, row.id);
    if (replica.unsent.has(key) || row.version.dot === null) continue;
    replica.counter += 1;
    replica.unsent.set(key, { counter: replica.counter, base: null, nextBase: null });
  }
}

/** What central did not give again is not there any more. */
function sweep(replica: MemoryReplica, given: ReadonlySet<string>): void {
  for (const key of replica.rows.keys()) {
    if (!given.has(key) && !replica.unsent.has(key)) letGo(replica, key);
  }
  for (const id of replica.claims.keys()) {
    if (!given.has(`claim ${id}`)) replica.claims.delete(id);
  }
}

/** Goes on under another name: what central does not have is stamped anew, and without a right. */
export function reincarnateInMemory(
  replica: MemoryReplica,
  suffix: string,
  replaces: boolean,
): void {
  const former = replica.replica;
  const known = replica.acked;
  Object.assign(replica, {
    ...{ replica: `${former.split('~')[0]}~${suffix}`, incarnation: { of: former, replaces } },
    ...{ acked: 0, pushNo: 0, batch: null, mark: null, counter: 0 },
  });
  const waiting = [...replica.unsent].toSorted(([, a], [, b]) => a.counter - b.counter);
  for (const [key, { base }] of waiting) {
    const row = replica.rows.get(key);
    if (!row) continue;
    replica.counter += 1;
    replica.unsent.set(key, { counter: replica.counter, base, nextBase: null });
    replica.rows.set(key, stampedAnew(row, replica, { former, known }));
  }
}

function stampedAnew(
  row: MemoryRow,
  { replica, counter }: MemoryReplica,
  { former, known }: { readonly former: string; readonly known: number },
): MemoryRow {
  const { [former]: written = 0, ...others } = row.version.vector;
  const least = Math.min(written, known);
  const vector = { ...others, ...(least > 0 ? { [former]: least } : {}), [replica]: counter };
  const isVisit = row.kind === 'appointment';
  const body = isVisit ? { ...row.version.body, withRight: false } : row.version.body;
  const version: Version = { ...row.version, dot: { replica, counter }, vector, body };
  return { ...row, version };
}
