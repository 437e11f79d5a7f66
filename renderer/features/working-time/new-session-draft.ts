import { breaksWanted } from '../../../shared/domain/schedule/work-stretches.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import type { Sharing } from '../../../shared/model/session-change.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { minuteOfField } from '../../../shared/time/clock-time.ts';
import { type DayKey, instantOfDay, weekdayOf } from '../../../shared/time/day.ts';
import { toRruleDays } from '../../../shared/time/rrule-days.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import { draftsToBreaks } from '../../ui/break-draft.ts';
import type { SessionDraft } from './session-draft.ts';

/** New working time as it stands in the form. */
export type NewSessionDraft = Pick<
  SessionDraft,
  'from' | 'until' | 'slotMin' | 'capacity' | 'tags' | 'breaks' | 'roomId'
> & {
  readonly day: DayKey;
  /** It comes again every week on that day of the week. */
  readonly isWeekly: boolean;
  /** Another doctor who shares it. */
  readonly shared?: Sharing | null | undefined;
};

export interface NewPlace {
  readonly id: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly requestOverlap: boolean;
  /** What it is more than was agreed with the doctor, where the person said why all the same. */
  readonly accepts: WorkAcceptance | undefined;
}

export function draftToSession(
  draft: NewSessionDraft,
  place: NewPlace,
  zone: TimeZone,
): IntentInput<'create-session'> {
  const { day, slotMin, capacity, tags, roomId } = draft;
  const shared = draft.shared ? { shared: draft.shared } : {};
  return {
    ...{ ...place, slotMin, capacity, tags: [...tags], roomId, ...shared },
    startMs: instantOfDay(zone, day, minuteOfField(draft.from)),
    endMs: instantOfDay(zone, day, minuteOfField(draft.until)),
    breaks: [...breaksWanted(zone, day, draftsToBreaks(draft.breaks))],
  };
}

export function draftToSeries(
  draft: NewSessionDraft,
  place: NewPlace,
): IntentInput<'create-series'> {
  const { day, slotMin, capacity, tags, roomId } = draft;
  const shared = draft.shared ? { shared: draft.shared } : {};
  return {
    ...{ ...place, slotMin, capacity, tags: [...tags], roomId, ...shared, firstDay: day },
    rule: `FREQ=WEEKLY;BYDAY=${toRruleDays([weekdayOf(day)]).join(',')}`,
    startMin: minuteOfField(draft.from),
    endMin: minuteOfField(draft.until),
    breaks: [...draftsToBreaks(draft.breaks)],
  };
}
