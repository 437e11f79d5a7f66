import { breaksWanted } from '../../../shared/domain/schedule/work-stretches.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import type { Sharing } from '../../../shared/model/session-change.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import {
  endField,
  endMinuteOfField,
  formatClockTime,
  minuteOfField,
} from '../../../shared/time/clock-time.ts';
import { type DayKey, dayAt, dayToWall, instantOfDay } from '../../../shared/time/day.ts';
import { instantToWall } from '../../../shared/time/local-time.ts';
import { type Repetition, repetitionToRule } from '../../../shared/time/repetition.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { NewSession } from '../../state/view-store.ts';
import { draftsToBreaks } from '../../ui/break-draft.ts';
import type { SessionDraft } from './session-draft.ts';

/** New working time as it stands in the form. */
export type NewSessionDraft = Pick<
  SessionDraft,
  'from' | 'until' | 'slotMin' | 'capacity' | 'serviceIds' | 'tags' | 'breaks' | 'roomId'
> & {
  readonly doctorId: string;
  /** '' while a day is half typed. */
  readonly day: DayKey;
  /** null is that day alone. */
  readonly repetition: Repetition | null;
  /** '' goes on without an end. */
  readonly lastDay: string;
  /** Another doctor who shares it. */
  readonly shared?: Sharing | null | undefined;
};

export interface NewPlace {
  readonly id: string;
  readonly branchId: string;
  readonly requestOverlap: boolean;
  /** What it is more than was agreed with the doctor, where the person said why all the same. */
  readonly accepts: WorkAcceptance | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MIN = 1440;
const NEW_SLOT_MIN = 15;

/** The form with the time that was drawn. */
export function newSessionDraft(
  { doctorId, startMs, endMs }: NewSession,
  zone: TimeZone,
): NewSessionDraft {
  const day = dayAt(zone, startMs);
  const minuteAt = (ms: number): number =>
    Math.min(DAY_MIN, Math.round((instantToWall(zone, ms) - dayToWall(day)) / MINUTE_MS));
  return {
    ...{ doctorId, day, repetition: null, lastDay: '', from: formatClockTime(minuteAt(startMs)) },
    until: endField(minuteAt(endMs)),
    ...{ slotMin: NEW_SLOT_MIN, capacity: 1, serviceIds: [], tags: [], breaks: [], roomId: null },
  };
}

export function draftToSession(
  draft: NewSessionDraft,
  place: NewPlace,
  zone: TimeZone,
): IntentInput<'create-session'> {
  const { doctorId, day, slotMin, capacity, tags, roomId } = draft;
  const shared = draft.shared ? { shared: draft.shared } : {};
  return {
    ...{ ...place, doctorId, slotMin, capacity, tags: [...tags], roomId, ...shared },
    startMs: instantOfDay(zone, day, minuteOfField(draft.from)),
    endMs: instantOfDay(zone, day, endMinuteOfField(draft.until)),
    serviceIds: [...draft.serviceIds],
    breaks: [...breaksWanted(zone, day, draftsToBreaks(draft.breaks))],
  };
}

/** Of a draft that comes again, and with at least one weekday where it needs any. */
export function draftToSeries(
  draft: NewSessionDraft,
  repetition: Repetition,
  place: NewPlace,
): IntentInput<'create-series'> {
  const { doctorId, day, slotMin, capacity, tags, roomId } = draft;
  const shared = draft.shared ? { shared: draft.shared } : {};
  const lastDay = draft.lastDay === '' ? null : draft.lastDay;
  return {
    ...{ ...place, doctorId, slotMin, capacity, tags: [...tags], roomId, ...shared, firstDay: day },
    rule: repetitionToRule({ repetition, lastDay }) ?? '',
    startMin: minuteOfField(draft.from),
    endMin: endMinuteOfField(draft.until),
    serviceIds: [...draft.serviceIds],
    breaks: [...draftsToBreaks(draft.breaks)],
  };
}
