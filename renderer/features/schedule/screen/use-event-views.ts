import { useLayoutEffect, useMemo } from 'react';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { EventMove, EventView } from '../../../state/event-view.ts';
import { useEventViewsStore } from '../../../state/event-views-store.ts';
import type { ViewContext } from '../to-event-view.ts';
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
  return useMemo(
    () =>
      [appointments, busy, holds, slots, elsewhere].flatMap((views) =>
        Array.from(views.values(), (view) => {
          const move = moves.get(view.id);
          return move ? { ...view, ...move } : view;
        }),
      ),
    [appointments, busy, holds, slots, elsewhere, moves],
  );
}
