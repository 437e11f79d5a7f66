import type { AgreedHours, Agreement } from '../../../shared/model/agreement.ts';
import type { Doctor } from '../../../shared/model/doctor.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import {
  endField,
  endMinuteOfField,
  formatClockTime,
  minuteOfField,
} from '../../../shared/time/clock-time.ts';
import type { Weekday } from '../../../shared/time/day.ts';

const HOUR_MIN = 60;

/** A line of hours at a branch as it stands in the form; `key` tells it from the others. */
export interface HoursDraft {
  readonly key: number;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly until: string;
}

/** What was agreed about one branch. */
export interface PlaceDraft {
  readonly daysPerWeek: number | null;
  readonly hours: readonly HoursDraft[];
}

/** A doctor as the form has them: hours as people say them, null where nothing is agreed. */
export interface DoctorDraft extends Omit<Doctor, 'id'> {
  readonly branchIds: readonly string[];
  readonly dayHours: number | null;
  readonly weekHours: number | null;
  readonly fromDay: string | null;
  readonly untilDay: string | null;
  readonly places: ReadonlyMap<string, PlaceDraft>;
}

export const EMPTY_PLACE: PlaceDraft = { daysPerWeek: null, hours: [] };

export const newDoctorDraft = (branchIds: readonly string[]): DoctorDraft => ({
  ...{ name: '', speciality: '', kind: 'full-time', active: true, branchIds },
  ...{ dayHours: null, weekHours: null, fromDay: null, untilDay: null, places: new Map() },
});

export function doctorToDraft(
  { name, speciality, kind, active }: Doctor,
  branchIds: readonly string[],
  agreement: Agreement | undefined,
): DoctorDraft {
  const { dayMin, weekMin, fromDay, untilDay, places } = agreement ?? NOTHING;
  return {
    ...{ name, speciality, kind, active, branchIds, fromDay, untilDay },
    dayHours: dayMin === null ? null : dayMin / HOUR_MIN,
    weekHours: weekMin === null ? null : weekMin / HOUR_MIN,
    places: new Map(
      places.map(({ branchId, daysPerWeek, hours }) => [
        branchId,
        { daysPerWeek, hours: hours.map(toHoursDraft) },
      ]),
    ),
  };
}

const NOTHING: Pick<Agreement, 'dayMin' | 'weekMin' | 'fromDay' | 'untilDay' | 'places'> = {
  ...{ dayMin: null, weekMin: null, fromDay: null, untilDay: null, places: [] },
};

const toHoursDraft = ({ days, fromMin, untilMin }: AgreedHours, key: number): HoursDraft => ({
  ...{ key, days: days as readonly Weekday[] },
  ...{ from: formatClockTime(fromMin), until: endField(untilMin) },
});

/** One line more, for the days of a working week. */
export const addHours = (hours: readonly HoursDraft[]): readonly HoursDraft[] => [
  ...hours,
  {
    key: hours.reduce((key, one) => Math.max(key, one.key + 1), 0),
    ...{ days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
  },
];

/** What is saved: of the terms those that the kind of doctor has, of the branches those chosen. */
export function draftToDoctor(draft: DoctorDraft, id: string): IntentInput<'save-doctor'> {
  const { name, speciality, kind, active, branchIds, places } = draft;
  const isPartTime = kind === 'part-time';
  const isLocum = kind === 'locum';
  return {
    ...{ id, name, speciality, kind, active, branchIds: [...branchIds] },
    agreement: {
      dayMin: isPartTime ? toMinutes(draft.dayHours) : null,
      weekMin: isPartTime ? toMinutes(draft.weekHours) : null,
      fromDay: isLocum ? draft.fromDay : null,
      untilDay: isLocum ? draft.untilDay : null,
      places: branchIds.flatMap((branchId) => {
        const { daysPerWeek, hours } = places.get(branchId) ?? EMPTY_PLACE;
        const agreedDays = isPartTime ? daysPerWeek : null;
        return agreedDays === null && hours.length === 0
          ? []
          : [{ branchId, daysPerWeek: agreedDays, hours: hours.map(toHours) }];
      }),
    },
  };
}

const toMinutes = (hours: number | null): number | null =>
  hours === null ? null : Math.round(hours * HOUR_MIN);

const toHours = ({ days, from, until }: HoursDraft): AgreedHours => ({
  days: [...days],
  fromMin: minuteOfField(from),
  // Midnight as an end is that of the day's end.
  untilMin: endMinuteOfField(until),
});
