import type { Pattern, Piece } from '../../../shared/model/template.ts';
import {
  endField,
  endMinuteOfField,
  formatClockTime,
  minuteOfField,
} from '../../../shared/time/clock-time.ts';
import { type BreakDraft, breaksToDrafts, draftsToBreaks } from '../../ui/break-draft.ts';

/** A stretch as fields have it: times are `HH:MM`. */
export interface PieceDraft extends Pick<Piece, 'day' | 'slotMin' | 'capacity' | 'tags'> {
  /** For as long as the form is open. */
  readonly key: number;
  readonly from: string;
  readonly until: string;
  readonly breaks: readonly BreakDraft[];
  readonly roomId: string | null;
  readonly sharedWith: string | null;
  readonly serviceIds: readonly string[];
}

export const patternToDrafts = ({ pieces }: Pattern, firstKey = 0): readonly PieceDraft[] =>
  pieces.map(({ day, startMin, endMin, slotMin, capacity, tags, breaks = [], ...where }, i) => ({
    ...{ key: firstKey + i, day, slotMin, capacity, tags },
    roomId: where.roomId ?? null,
    sharedWith: where.sharedWith ?? null,
    serviceIds: where.serviceIds ?? [],
    from: formatClockTime(startMin),
    until: endField(endMin),
    breaks: breaksToDrafts(breaks),
  }));

export const draftsToPattern = (
  drafts: readonly PieceDraft[],
  lengthDays: Pattern['lengthDays'],
): Pattern => ({
  lengthDays,
  pieces: drafts.map(({ day, from, until, slotMin, capacity, tags, breaks, ...where }): Piece => {
    const { roomId, sharedWith, serviceIds } = where;
    return {
      ...{ day: lengthDays === 1 ? 0 : day, slotMin, capacity, tags: [...tags] },
      startMin: minuteOfField(from),
      endMin: endMinuteOfField(until),
      breaks: [...draftsToBreaks(breaks)],
      ...(roomId === null ? {} : { roomId }),
      ...(sharedWith === null ? {} : { sharedWith }),
      ...(serviceIds.length === 0 ? {} : { serviceIds: [...serviceIds] }),
    };
  }),
});

/** One more, after the last. */
export function addPiece(drafts: readonly PieceDraft[]): readonly PieceDraft[] {
  const last = drafts.at(-1);
  const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1;
  const day = last ? Math.min(last.day + 1, 6) : 0;
  return [...drafts, { ...(last ?? NEW_PIECE), key, day }];
}

const NEW_PIECE = {
  ...{ from: '09:00', until: '13:00', slotMin: 15, capacity: 1, tags: [] },
  breaks: [],
  roomId: null,
  sharedWith: null,
  serviceIds: [],
};
