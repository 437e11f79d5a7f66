import { z } from 'zod';
import type { Appointment } from '../../model/appointment.ts';

/** A branch's day as it is printed. */
export interface DaySheet {
  readonly branch: string;
  readonly timeZone: string;
  readonly day: string;
  readonly madeMs: number;
  readonly doctors: readonly {
    readonly id: string;
    readonly name: string;
    readonly sessions: readonly { readonly startMs: number; readonly endMs: number }[];
    readonly visits: readonly (Pick<Appointment, 'id' | 'startMs' | 'endMs' | 'status' | 'note'> & {
      readonly patient: string;
      readonly birthDate: string | null;
      readonly phone: string | null;
      readonly number: string | null;
      readonly service: string;
      /** The doctor whose visit it is; null where it is this one's own. */
      readonly assists: string | null;
      /** The doctors who assist in it. */
      readonly assistants: readonly string[];
      readonly withEither: boolean;
    })[];
  }[];
}

/** When a branch's computer writes the day into a file by itself, and how long that stays. */
export const sheetPlanSchema = z.object({
  /** Minutes past midnight of the branch. */
  atMin: z.int().min(0).max(1439),
  keepDays: z.int().min(1).max(60),
});
export type SheetPlan = z.infer<typeof sheetPlanSchema>;

export interface SheetState {
  /** null where none are made. */
  readonly plan: SheetPlan | null;
  /** Where they are, on the branch's computer. */
  readonly folder: string;
  readonly lastDay: string | null;
  /** The last attempt of today came to nothing. */
  readonly hasFailed: boolean;
}
