import { useLayoutEffect, useMemo } from 'react';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { EventMove, EventView } from '../../../state/event-view.ts';
import { useEventViewsStore } from '../../../state/event-views-store.ts';
import { useUnderWay, type VisitUnderWay } from '../../../state/under-way-store.ts';
import { underWayToView, type ViewContext } from '../to-event-view.ts';
import { feedEventViews } from './feed-event-views.ts';

/** What the branch's schedule draws, with the cards that are on their way where they were dropped. */
export function useEventViews(
  place: BranchTime,
  moves: ReadonlyMap<string, EventMove>,
): readonly EventView[] {
  const services = useRows('services');
  const branches = useRows('branches');
  const { zone } = place;
  const context = useMemo<ViewContext>(
    () => ({
      toWall: (instantMs) => new Date(instantToWall(zone, instantMs)),
      serviceOf: (id) => services.get(id),
      branchName: (id) => branches.get(id)?.name ?? '',
    }),
    [zone, services, branches],
  );
  // Before the browser paints, so that no frame shows another branch's cards.
  useLayoutEffect(() => feedEventViews(place, context), [place, context]);
  const { appointments, busy, holds, slots, elsewhere } = useEventViewsStore();
  const visits = useUnderWay((state) => state.visits);
  return useMemo(() => {
    const standing = [appointments, busy, holds, slots, elsewhere].flatMap((views) =>
      Array.from(views.values(), (view) => {
        const move = moves.get(view.id);
        return move ? { ...view, ...move } : view;
      }),
    );
    return visits.length === 0 ? standing : withUnderWay(standing, visits, place, context);
  }, [appointments, busy, holds, slots, elsewhere, moves, visits, place, context]);
}

/** What is being booked stands in the place of its hold; once it is in the book, that is drawn. */
function withUnderWay(
  standing: readonly EventView[],
  visits: readonly VisitUnderWay[],
  { branch }: BranchTime,
  context: ViewContext,
): readonly EventView[] {
  const heldFor = new Set(visits.map(({ holdId }) => holdId));
  const known = new Set(standing.map(({ id }) => id));
  return [
    ...standing.filter(({ id }) => !heldFor.has(id)),
    ...visits
      .filter(({ id, branchId }) => branchId === branch.id && !known.has(id))
      .map((visit) => underWayToView(visit, context)),
  ];
}
