import { create } from 'zustand';
import type { EventView } from './event-view.ts';

/** What the schedule draws cards of. `elsewhere`: a doctor's own appointments at other branches. */
export type EventSource = 'appointments' | 'busy' | 'holds' | 'slots' | 'elsewhere';

export type ViewsById = ReadonlyMap<string, EventView>;

const none = new Map<string, never>();
const NOTHING: Readonly<Record<EventSource, ViewsById>> = {
  appointments: none,
  busy: none,
  holds: none,
  slots: none,
  elsewhere: none,
};

/**
 * The event view models of the branch and the days on screen; of what else is loaded there are none.
 * A view that is not named in a change stays the same object: the columns redraw by identity, and one
 * changed appointment must not redraw the day.
 */
export const useEventViewsStore = create<Readonly<Record<EventSource, ViewsById>>>(() => NOTHING);

/** Takes all views of the named sources over. */
export const fillViews = (views: Readonly<Partial<Record<EventSource, ViewsById>>>): void =>
  useEventViewsStore.setState(views);

/** Takes changes over; null means that nothing is drawn of it any more. */
export function patchViews(
  source: EventSource,
  changes: readonly (readonly [id: string, view: EventView | null])[],
): void {
  const views = useEventViewsStore.getState()[source];
  const isNews = ([id, view]: (typeof changes)[number]): boolean => view !== null || views.has(id);
  const news = changes.filter(isNews);
  if (news.length === 0) return;
  const next = new Map(views);
  for (const [id, view] of news) {
    if (view === null) next.delete(id);
    else next.set(id, view);
  }
  useEventViewsStore.setState({ [source]: next });
}

/** Nothing is drawn any more, and nothing of a patient stays. */
export const clearViews = (): void => useEventViewsStore.setState(NOTHING);
