import { useMemo } from 'react';
import { findTag } from '../../../../shared/domain/tags/find-tag.ts';
import { taggedTimes } from '../../../../shared/domain/tags/tagged-times.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import { useRows, useRowsWithin } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { BackgroundView, DoctorColumn } from '../../../state/event-view.ts';
import { type Days, timeOf } from './visible-days.ts';

/** The time with marks behind the cards of the days in view. */
export function useTagBackgrounds(
  { branch, zone }: BranchTime,
  days: Days,
  doctors: readonly DoctorColumn[],
): readonly BackgroundView[] {
  const rows = useRows('sessions');
  const tagRows = useRows('tags');
  const shown = useMemo(() => timeOf(zone, days), [zone, days]);
  const slots = useRowsWithin('slots', shown);
  // How full their days are changes nothing here.
  const doctorIds = doctors.map(({ id }) => id).join();
  return useMemo(() => {
    const tags = [...tagRows.values()];
    const isHere = (one: (typeof slots)[number] | NonNullable<ReturnType<typeof rows.get>>) =>
      one.branchId === branch.id && !one.deleted && one.tags.length > 0;
    const sessions = Map.groupBy(
      [...rows.values()].filter(
        (one) => isHere(one) && one.startMs < shown.endMs && one.endMs > shown.startMs,
      ),
      ({ doctorId }) => doctorId,
    );
    const ofSlots = Map.groupBy(slots.filter(isHere), ({ doctorId }) => doctorId);
    const toWall = (instantMs: number): Date => new Date(instantToWall(zone, instantMs));
    return doctorIds.split(',').flatMap((doctorId) =>
      taggedTimes(sessions.get(doctorId) ?? [], ofSlots.get(doctorId) ?? []).map((time) => {
        const found = time.tags.map((name) => findTag(tags, name));
        return {
          ...{ id: `tag-${doctorId}-${time.startMs}`, kind: 'tag' as const, doctorId },
          title: time.tags.map((name, i) => found[i]?.name ?? name).join(' · '),
          hue: found.find((one) => one !== null)?.hue ?? 'grey',
          start: toWall(time.startMs),
          end: toWall(time.endMs),
        };
      }),
    );
  }, [rows, tagRows, slots, branch, zone, shown, doctorIds]);
}
