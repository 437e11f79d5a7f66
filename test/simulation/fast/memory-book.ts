import type { Json } from '../../../shared/core/json.ts';
import { type Claimant, claimOf } from '../../../shared/domain/appointments/claim-of.ts';
import { RECORD_KINDS } from '../../../shared/engine/store/record-kinds.ts';
import type { Body } from '../../../shared/merge/field-group.ts';
import { type Hlc, tick } from '../../../shared/merge/hlc.ts';
import type { Version } from '../../../shared/merge/merge-record.ts';
import type { Absence } from '../../../shared/merge/settle-claims.ts';
import { settleClaims } from '../../../shared/merge/settle-claims.ts';
import { withDot } from '../../../shared/merge/vector.ts';
import type { ClaimRecord } from '../../../shared/model/claim.ts';

/** The kinds of record that the fast store knows: one of free text, and the one that takes time. */
export type MemoryKind = 'patient' | 'appointment';

export interface MemoryRow {
  readonly kind: MemoryKind;
  readonly id: string;
  readonly version: Version;
  /** Its place in this book's feed. */
  readonly seq: number;
}

export type MemoryClaim = ClaimRecord & { readonly seq: number };

/** What central does not have yet of a record, and what it was made from. */
export interface Unsent {
  readonly counter: number;
  readonly base: Made | null;
  /** What was edited while it was on its way to central: from there on the next version is made. */
  readonly nextBase: Made | null;
}

/** A version that another was made from. */
export type Made = Pick<Version, 'dot' | 'body'>;

export const madeOf = ({ dot, body }: Version): Made => ({ dot, body });

/** What both a replica and central keep; plain data, so that a copy of it is a copy of the disk. */
export interface MemoryBook {
  replica: string;
  counter: number;
  hlc: Hlc;
  seq: number;
  readonly rows: Map<string, MemoryRow>;
  /** At a replica, those that central told it. */
  readonly claims: Map<string, MemoryClaim>;
}

export const openMemoryBook = (replica: string): MemoryBook => ({
  ...{ replica, counter: 0, hlc: 0, seq: 0 },
  ...{ rows: new Map(), claims: new Map() },
});

export const keyOf = (kind: MemoryKind, id: string): string => `${kind} ${id}`;

export const groupsOf = (kind: MemoryKind) => RECORD_KINDS[kind].groups;

/** Writes the next version of a record, as its replica's own. */
export function writeOwn(
  book: MemoryBook,
  row: { readonly kind: MemoryKind; readonly id: string; readonly body: Body },
  { nowMs, intent }: { readonly nowMs: number; readonly intent: string | null },
): void {
  const before = book.rows.get(keyOf(row.kind, row.id));
  book.counter += 1;
  book.seq += 1;
  book.hlc = tick(book.hlc, nowMs);
  const dot = { replica: book.replica, counter: book.counter };
  const vector = withDot(before?.version.vector ?? {}, dot);
  const trail = before ? intentsOf(before.version) : [];
  putRow(book, { ...row, version: { dot, vector, intent, hlc: book.hlc, body: row.body, trail } });
}

const intentsOf = ({ intent, trail = [] }: Version): readonly string[] =>
  intent === null ? trail : [...trail, intent];

/** Puts a version as it is, at the place of the feed that the book has reached. */
export function putRow(book: MemoryBook, row: Omit<MemoryRow, 'body' | 'seq'>): void {
  const { kind, id, version } = row;
  book.rows.set(keyOf(kind, id), { kind, id, version, seq: book.seq });
}

export const appointmentsOf = (book: MemoryBook): MemoryRow[] =>
  [...book.rows.values()].filter(({ kind }) => kind === 'appointment');

/** A merge without a base leaves out what nobody filled in. */
const EMPTY = { supersededBy: null, overbookReason: null, overQuotaReason: null };

export const claimantOf = ({ id, version }: MemoryRow): Claimant =>
  ({ ...EMPTY, ...version.body, id }) as unknown as Claimant;

/**
 * The claim of an appointment, given the one that stood there before: who keeps the time keeps its
 * priority and what central promised. null where it takes no time.
 */
export function claimAnew(
  row: MemoryRow,
  before: ClaimRecord | undefined,
  clamp: (appointment: Claimant) => number = ({ madeHlc }) => madeHlc,
): ClaimRecord | null {
  const appointment = claimantOf(row);
  const kept = before && isSameTime(before, appointment) ? before : null;
  const claim = claimOf(appointment, kept?.endorsed ?? false);
  if (!claim) return null;
  const priority = kept?.priority ?? clamp(appointment);
  const endorsed = kept?.endorsed ?? false;
  return { ...claim, priority, endorsed, verdict: 'active', blockerId: null };
}

const isSameTime = (claim: ClaimRecord, other: Claimant): boolean =>
  claim.doctorId === other.doctorId &&
  claim.startMs === other.startMs &&
  claim.endMs === other.endMs;

/** The claims with the verdicts that follow from them all. */
export function settled(claims: readonly ClaimRecord[], absences: readonly Absence[] = []) {
  const losers = settleClaims(claims, absences);
  return claims.map((claim): ClaimRecord => {
    const verdict = losers.get(claim.id);
    if (!verdict || verdict.verdict === 'active') {
      return { ...claim, verdict: 'active', blockerId: null };
    }
    return { ...claim, verdict: verdict.verdict, blockerId: verdict.blockerId };
  });
}

export const text = (body: Body, field: string): string => String((body[field] as Json) ?? '');
