import { type Interval, overlaps } from '../../../../shared/time/interval.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { DeskAppointment, DeskRows } from '../../../../shared/wire/desk/rows.ts';
import { onRowsChanged, rowsOf, rowsWithin } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { EventView } from '../../../state/event-view.ts';
import {
  clearViews,
  type EventSource,
  fillViews,
  patchViews,
  useEventViewsStore,
  type ViewsById,
} from '../../../state/event-views-store.ts';
import { useView } from '../../../state/view-store.ts';
import {
  appointmentToView,
  busyToView,
  holdToView,
  isShown,
  slotToView,
  type ViewContext,
} from '../to-event-view.ts';
import { timeOf, visibleDays } from './visible-days.ts';

type DrawnCollection = 'appointments' | 'busy' | 'holds' | 'slots';

/** How rows of a collection become views; null for a row that is not drawn. */
interface Feed<C extends DrawnCollection = DrawnCollection> {
  readonly collection: C;
  readonly source: EventSource;
  readonly toView: (row: DeskRows[C]) => EventView | null;
}

/**
 * Keeps the event view models of a branch in step with its rows and with the days on screen, until
 * it is stopped. Only rows of these days are made into views, and only when they changed.
 */
export function feedEventViews({ branch, zone }: BranchTime, context: ViewContext): () => void {
  const feeds = feedsOf(branch.id, context);
  let shown = shownTime(zone);
  const fill = (): void => {
    // What is there already was kept in step, so turning from the week to a day makes nothing anew.
    const known = useEventViewsStore.getState();
    fillViews(
      Object.fromEntries(
        feeds.map((feed) => [feed.source, viewsOf(feed, shown, known[feed.source])]),
      ),
    );
  };
  fill();
  const stopRows = onRowsChanged(({ collection, ids }) => {
    for (const feed of feeds) {
      if (feed.collection !== collection) continue;
      const rows = rowsOf(feed.collection);
      patchViews(
        feed.source,
        ids.map((id) => [id, viewWithin(feed, shown, rows.get(id))]),
      );
    }
  });
  // The store hears of the days before React draws them, so that no frame shows them empty.
  const stopView = useView.subscribe(({ view, day }, before) => {
    if (view === before.view && day === before.day) return;
    shown = shownTime(zone);
    fill();
  });
  return () => {
    stopRows();
    stopView();
    clearViews();
  };
}

/** The time on screen; null until a day is. */
function shownTime(zone: TimeZone): Interval | null {
  const { view, day } = useView.getState();
  if (day === null) return null;
  return timeOf(zone, visibleDays(view, day));
}

function viewsOf(feed: Feed<never>, shown: Interval | null, known: ViewsById): ViewsById {
  const rows = shown ? rowsWithin(feed.collection as DrawnCollection, shown) : [];
  const views = rows.map((row) => known.get(row.id) ?? feed.toView(row as never));
  return new Map(views.flatMap((view) => (view ? [[view.id, view] as const] : [])));
}

function viewWithin(
  feed: Feed<never>,
  shown: Interval | null,
  row: DeskRows[DrawnCollection] | undefined,
): EventView | null {
  return row && shown && overlaps(row, shown) ? feed.toView(row as never) : null;
}

function feedsOf(branchId: string, context: ViewContext): readonly Feed<never>[] {
  const feed = <C extends DrawnCollection>(
    collection: C,
    source: EventSource,
    isDrawn: (row: DeskRows[C]) => boolean,
    toView: (row: DeskRows[C], context: ViewContext) => EventView,
  ): Feed<never> =>
    ({
      ...{ collection, source },
      toView: (row: DeskRows[C]) => (isDrawn(row) ? toView(row, context) : null),
    }) as unknown as Feed<never>;
  return [
    feed(
      'appointments',
      'appointments',
      (row) => row.branchId === branchId && isShown(row),
      appointmentToView,
    ),
    feed(
      'busy',
      'busy',
      (row) => row.near !== undefined || (row.branchId !== branchId && row.verdict !== 'displaced'),
      busyToView,
    ),
    feed('holds', 'holds', (row) => row.branchId === branchId, holdToView),
    feed(
      'slots',
      'slots',
      (row) =>
        row.branchId === branchId && !row.deleted && (row.status === 'blocked' || row.note !== ''),
      slotToView,
    ),
    feed(
      'appointments',
      'elsewhere',
      (row) => row.branchId !== branchId && isShown(row) && row.verdict === 'active',
      elsewhereToView,
    ),
  ];
}

/** On a doctor's laptop: the own appointments at the other branches. */
const elsewhereToView = (row: DeskAppointment, context: ViewContext): EventView =>
  busyToView({ ...row, verdict: 'active' }, context);
