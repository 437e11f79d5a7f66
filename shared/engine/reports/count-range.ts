import {
  isPieceSettled,
  type ReportPiece,
  reportPieces,
} from '../../domain/reports/report-pieces.ts';
import { reportSpans } from '../../domain/reports/report-spans.ts';
import type { ReportBranch, ReportScope } from '../../model/report.ts';
import type { DayRange } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { Store } from '../store/open-store.ts';
import { type ClosedTime, countCapacity } from './count-capacity.ts';
import { countDisplaced } from './count-displaced.ts';
import { countOverruns } from './count-overruns.ts';
import { countVisits } from './count-visits.ts';
import { countWalkIns } from './count-walk-ins.ts';
import { loadClosedTimes } from './load-closed-times.ts';
import type { ReportRow, ReportSource } from './report-source.ts';
import { addUpTerms, keepTerm, loadTermStates, type ReportTerm } from './report-sums.ts';

export interface CountedRange {
  readonly organisationId: string;
  readonly scope: Pick<ReportScope, 'doctorId' | 'serviceId'>;
  readonly branches: readonly Pick<ReportBranch, 'id' | 'timeZone'>[];
  readonly range: DayRange;
  readonly nowMs: number;
}

/**
 * What is counted of a range. Whole periods that are over are counted once and kept for as long as
 * nothing changes in them; what is left, and what is of one doctor or service alone, is counted from
 * the rows, a period at a time, so that whoever books waits for none of the others.
 */
export async function countRange(
  store: Store,
  counted: CountedRange,
): Promise<readonly ReportRow[]> {
  const { organisationId, branches, range, scope, nowMs } = counted;
  const closed = await loadClosedTimes(store, organisationId, branches, range);
  const pieces = reportPieces(range);
  const isOfAll = scope.doctorId === null && scope.serviceId === null;
  const isKept = (piece: ReportPiece): boolean =>
    isOfAll && piece.isWhole && isPieceSettled(piece, nowMs);
  const rows = [...(await sumKept(store, counted, { pieces: pieces.filter(isKept), closed }))];
  for (const piece of pieces.filter((one) => !isKept(one))) {
    rows.push(...(await countPiece(store, counted, { piece, closed })));
  }
  return rows;
}

/** The sums of whole periods, after those that are stale or missing were counted. */
async function sumKept(
  store: Store,
  counted: CountedRange,
  {
    pieces,
    closed,
  }: { readonly pieces: readonly ReportPiece[]; readonly closed: readonly ClosedTime[] },
): Promise<readonly ReportRow[]> {
  const { organisationId, branches } = counted;
  const parts = branches.flatMap((branch) => {
    const shut = closed.filter(({ branchId }) => branchId === branch.id);
    return pieces.map((piece) => ({ branch, piece, shut }));
  });
  if (parts.length === 0) return [];
  const terms = parts.map(
    ({ branch, piece, shut }): ReportTerm => ({
      ...{ branchId: branch.id, period: piece.period },
      basis: basisOf(branch, piece, shut),
    }),
  );
  const states = await store.read((db) => loadTermStates(db, organisationId, terms));
  for (const [i, { branch, piece, shut }] of parts.entries()) {
    const [term, state] = [terms[i], states[i]];
    if (!term || !state || state.isKept) continue;
    const one = { ...counted, branches: [branch] };
    const rows = await countPiece(store, one, { piece, closed: shut });
    const { changes } = state;
    await store.read((db) => keepTerm(db, organisationId, term, { changes, rows }));
  }
  return store.read((db) => addUpTerms(db, organisationId, terms));
}

/** The form of what is kept comes first: a program that counts otherwise has another one. */
function basisOf(
  { id, timeZone }: Pick<ReportBranch, 'id' | 'timeZone'>,
  piece: ReportPiece,
  closed: readonly ClosedTime[],
): string {
  const spans = reportSpans(id, knownTimeZone(timeZone), piece);
  const [startMs, endMs] = [spans[0]?.startMs ?? 0, spans.at(-1)?.endMs ?? 0];
  return JSON.stringify([
    FORM,
    ...spans.map((span) => [span.startMs, span.endMs, span.offsetMs]),
    ...closed.flatMap((one) =>
      one.startMs < endMs && one.endMs > startMs ? [[one.startMs, one.endMs]] : [],
    ),
  ]);
}
const FORM = 1;

async function countPiece(
  store: Store,
  { organisationId, scope, branches, nowMs }: CountedRange,
  { piece, closed }: { readonly piece: ReportPiece; readonly closed: readonly ClosedTime[] },
): Promise<readonly ReportRow[]> {
  const { doctorId, serviceId } = scope;
  const zones = new Map(branches.map((one) => [one.id, knownTimeZone(one.timeZone)]));
  const spans = [...zones].flatMap(([id, zone]) => reportSpans(id, zone, piece));
  const source: ReportSource = { organisationId, spans, doctorId, serviceId, nowMs };
  return [
    ...(await store.read((db) => countVisits(db, source))),
    ...(await store.read((db) => countCapacity(db, source, closed))),
    ...(await store.read((db) => countWalkIns(db, source))),
    ...(await store.read((db) => countDisplaced(db, source))),
    // A session is of no one service.
    ...(serviceId === null ? await store.read((db) => countOverruns(db, source)) : []),
  ];
}
