import { z } from 'zod';
import { ENDS_MAX, VISIT_ENDS } from './choices.ts';
import { idSchema } from './primitives.ts';

export type VisitEnd = (typeof VISIT_ENDS)[number];

const countSchema = z.int().min(0);

/**
 * How a patient attended at all branches but one, for that one: counts, and the order in which
 * visits ended. It names no branch, doctor, service or time. Written by central alone.
 */
export const attendanceSchema = z.object({
  id: idSchema,
  /** The branch that is told. */
  branchId: idSchema,
  patientId: idSchema,
  /** The last of them, the newest first. */
  ends: z
    .array(
      z.object({
        end: z.enum(VISIT_ENDS),
        /** How many of the patient's visits at the branch that is told had ended by then. */
        after: countSchema,
      }),
    )
    .max(ENDS_MAX),
  seen: countSchema,
  missed: countSchema,
  cancelled: countSchema,
  cancelledLate: countSchema,
});
export type Attendance = z.infer<typeof attendanceSchema>;

/** How many visits ended how. */
export type EndCounts = Pick<Attendance, 'seen' | 'missed' | 'cancelled' | 'cancelledLate'>;
