import { isPieceSettled, reportPieces } from '../../domain/reports/report-pieces.ts';
import { type ReportSpan, reportSpans } from '../../domain/reports/report-spans.ts';
import type { ReportBranch, ReportScope } from '../../model/report.ts';
import type { DayRange } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ClosedTime } from './count-capacity.ts';

/** Which days of which branches are counted, and of whom. */
export interface CountedRange {
  readonly organisationId: string;
  readonly scope: Pick<ReportScope, 'doctorId' | 'serviceId'>;
  readonly branches: readonly Pick<ReportBranch, 'id' | 'timeZone'>[];
  readonly range: DayRange;
  readonly nowMs: number;
}

/** Days of a period of one branch, which are counted by themselves. */
export interface ReportTerm {
  readonly branchId: string;
  readonly period: number;
  readonly spans: readonly ReportSpan[];
  /** What is counted of a whole period that is over may be kept. */
  readonly isKept: boolean;
  /** Its clocks and closed days, as a text that is another one when they are others. */
  readonly basis: string;
}

/** The terms of a range, the latest first, each of all branches: what is known of visits holds on. */
export function reportTerms(
  { branches, range, nowMs }: CountedRange,
  closed: readonly ClosedTime[],
): readonly ReportTerm[] {
  const places = branches.map(({ id, timeZone }) => ({
    ...{ id, zone: knownTimeZone(timeZone) },
    shut: closed.filter(({ branchId }) => branchId === id),
  }));
  const pieces = reportPieces(range).toReversed();
  return pieces.flatMap((piece) =>
    places.map(({ id, zone, shut }): ReportTerm => {
      const spans = reportSpans(id, zone, piece);
      return {
        ...{ branchId: id, period: piece.period, spans, basis: basisOf(spans, shut) },
        isKept: piece.isWhole && isPieceSettled(piece, nowMs),
      };
    }),
  );
}

/** The form of what is kept comes first: a program that counts otherwise has another one. */
function basisOf(spans: readonly ReportSpan[], closed: readonly ClosedTime[]): string {
  const [startMs, endMs] = [spans[0]?.startMs ?? 0, spans.at(-1)?.endMs ?? 0];
  return JSON.stringify([
    FORM,
    ...spans.map((span) => [span.startMs, span.endMs, span.offsetMs]),
    ...closed.flatMap((one) =>
      one.startMs < endMs && one.endMs > startMs ? [[one.startMs, one.endMs]] : [],
    ),
  ]);
}
const FORM = 2;
