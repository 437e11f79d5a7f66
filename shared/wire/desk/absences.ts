import type { Closure } from '../../model/time-off.ts';

/** By name; `id` is ISO 3166's code of a country, or its part for a region. */
export interface HolidayPlaces {
  readonly countries: readonly { readonly id: string; readonly name: string }[];
  readonly regions: HolidayPlaces['countries'];
}

export type PublicHoliday = Pick<Closure, 'day' | 'name'>;

/** Whom an absence would hit: how many, and the first of them. */
export interface Affected {
  readonly count: number;
  readonly first: readonly {
    readonly appointmentId: string;
    readonly startMs: number;
    readonly endMs: number;
    readonly patientName: string;
    readonly patientPhone: string | null;
  }[];
}

/** How many visits of a doctor there are at a branch whose patients are not known here. */
export interface AffectedElsewhere {
  readonly branchId: string;
  readonly count: number;
}

/** Whom an absence would hit, here and at other branches. */
export interface AffectedByAbsence extends Affected {
  readonly elsewhere: readonly AffectedElsewhere[];
  /** Beside them, those that are with either of two doctors and pass to the other one. */
  readonly passing: readonly Passing[];
}

/** How many pass to a doctor who shares their time. */
export interface Passing {
  readonly doctorId: string;
  readonly count: number;
}
