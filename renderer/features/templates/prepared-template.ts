import type { Pattern, Piece } from '../../../shared/model/template.ts';
import { formatClockTime } from '../../../shared/time/clock-time.ts';
import type { PreparedTemplate } from '../../state/view-store.ts';
import { words } from './templates-words.ts';

/**
 * The stretches of a template with the one that is to be another, in their order. null where it does
 * not have that stretch any more, or would have none left.
 */
export function preparePieces(
  { pieces }: Pick<Pattern, 'pieces'>,
  { weekday, planned, advise, rest }: Omit<PreparedTemplate, 'templateId'>,
): Piece[] | null {
  const at = pieces.findIndex(
    ({ day, startMin, endMin }) =>
      day === (weekday ?? 1) - 1 && startMin === planned.startMin && endMin === planned.endMin,
  );
  const piece = pieces[at];
  if (!piece) return null;
  if (advise === null) return pieces.length === 1 ? null : pieces.toSpliced(at, 1);
  const within = (piece.breaks ?? []).filter(
    ({ startMin, endMin }) =>
      startMin >= advise.startMin &&
      endMin <= advise.endMin &&
      !(rest && startMin < rest.endMin && endMin > rest.startMin),
  );
  const breaks = rest ? [...within, { name: words.restName, ...rest }] : within;
  const inOrder = breaks.toSorted((a, b) => a.startMin - b.startMin);
  return pieces.with(at, { ...piece, ...advise, breaks: inOrder });
}

/** What becomes of the stretch, as it is read beside the form. */
export function sayPrepared({ weekday, planned, advise, rest }: PreparedTemplate): string {
  const span = ({ startMin, endMin }: PreparedTemplate['planned']): string =>
    `${formatClockTime(startMin)}–${formatClockTime(endMin)}`;
  const day = weekday === null ? words.eachDay : (words.longDays[weekday - 1] ?? '');
  if (advise === null) return words.preparedGone(day, span(planned));
  return rest
    ? words.preparedRest(day, span(planned), span(rest))
    : words.preparedTimes(day, span(planned), span(advise));
}
