import { z } from 'zod';

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
