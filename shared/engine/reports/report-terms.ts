import { dayNo, type ReportPiece } from '../../domain/reports/report-pieces.ts';
import { type ReportSpan, reportSpans } from '../../domain/reports/report-spans.ts';
import type { ReportBranch, ReportScope } from '../../model/report.ts';
import { daysFrom } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ClosedTime } from './count-capacity.ts';

/** What is counted: of which branches, and of whom. */
export interface Counting {
  readonly organisationId: string;
  readonly scope: Pick<ReportScope, 'doctorId' | 'serviceId'>;
  readonly branches: readonly Pick<ReportBranch, 'id' | 'timeZone'>[];
  readonly nowMs: number;
}

/** Days of one branch, which are counted by themselves. */
export interface ReportTerm {
  readonly branchId: string;
  /** The first of them as its number from 1970 on, and how many they are. */
  readonly firstDayNo: number;
  readonly days: number;
  readonly spans: readonly ReportSpan[];
  readonly isKept: boolean;
  /** Counted by all of its parts; else its sums alone, as of days that others are compared with. */
  readonly hasParts: boolean;
  /** Its clocks and closed days, as a text that is another one when they are others. */
  readonly basis: string;
}

/** The terms of pieces, in their order, each of all branches: what is known of visits holds on. */
export function reportTerms(
  { branches }: Pick<Counting, 'branches'>,
  pieces: readonly ReportPiece[],
  closed: readonly ClosedTime[],
  hasParts = true,
): readonly ReportTerm[] {
  const places = branches.map(({ id, timeZone }) => ({
    ...{ id, zone: knownTimeZone(timeZone) },
    shut: closed.filter(({ branchId }) => branchId === id),
  }));
  return pieces.flatMap((piece) =>
    places.map(({ id, zone, shut }): ReportTerm => {
      const spans = reportSpans(id, zone, piece);
      return {
        ...{ branchId: id, firstDayNo: dayNo(piece.firstDay), isKept: piece.isKept },
        ...{ hasParts, days: daysFrom(piece.firstDay, piece.lastDay) + 1, spans },
        basis: basisOf(spans, shut),
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
const FORM = 5;
