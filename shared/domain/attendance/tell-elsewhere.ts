import type { Attendance, EndCounts, VisitEnd } from '../../model/attendance.ts';
import { ENDS_MAX } from '../../model/choices.ts';

/**
 * What a branch is told of a patient's visits at the others: how many ended how, and in which
 * order, by the branch's own ones alone. `ends` is all that ended, the newest first.
 */
export function tellElsewhere(
  ends: readonly { readonly end: VisitEnd; readonly branchId: string }[],
  branchId: string,
): EndCounts & Pick<Attendance, 'ends'> {
  let after = ends.filter((one) => one.branchId === branchId).length;
  const told = ends.flatMap(({ end, branchId: at }): Attendance['ends'] => {
    if (at !== branchId) return [{ end, after }];
    after -= 1;
    return [];
  });
  return { ...countEnds(told), ends: told.slice(0, ENDS_MAX) };
}

export function countEnds(ends: readonly { readonly end: VisitEnd }[]): EndCounts {
  const those = (end: VisitEnd): number => ends.filter((one) => one.end === end).length;
  return {
    ...{ seen: those('seen'), missed: those('missed') },
    ...{ cancelled: those('cancelled'), cancelledLate: those('cancelled-late') },
  };
}
