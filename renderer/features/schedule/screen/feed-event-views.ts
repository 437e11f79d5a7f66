import type {
  DeskAppointment,
  DeskCollection,
  DeskRows,
} from '../../../../shared/wire/desk/rows.ts';
import { onRowsChanged, rowsOf } from '../../../replica/rows-store.ts';
import type { EventView } from '../../../state/event-view.ts';
import {
  clearViews,
  type EventSource,
  fillViews,
  patchViews,
} from '../../../state/event-views-store.ts';
import {
  appointmentToView,
  busyToView,
  holdToView,
  isShown,
  slotToView,
  type ViewContext,
} from '../to-event-view.ts';

/** How rows of a collection become views; null for a row that is not drawn. */
interface Feed<C extends DeskCollection = DeskCollection> {
  readonly collection: C;
  readonly source: EventSource;
  readonly toView: (row: DeskRows[C]) => EventView | null;
}

/**
 * Keeps the event view models of a branch in step with its rows, until it is stopped. Only rows that
 * changed are made into views again.
 */
export function feedEventViews(branchId: string, context: ViewContext): () => void {
  const feeds = feedsOf(branchId, context);
  for (const { collection, source, toView } of feeds) {
    const views = [...rowsOf(collection).values()].map((row) => toView(row as never));
    fillViews(
      source,
      views.filter((view) => view !== null),
    );
  }
  const stop = onRowsChanged(({ collection, ids }) => {
    const rows = rowsOf(collection);
    for (const feed of feeds) {
      if (feed.collection !== collection) continue;
      const viewOf = (row: DeskRows[DeskCollection] | undefined) =>
        row ? feed.toView(row as never) : null;
      patchViews(
        feed.source,
        ids.map((id) => [id, viewOf(rows.get(id))]),
      );
    }
  });
  return () => {
    stop();
    clearViews();
  };
}

function feedsOf(branchId: string, context: ViewContext): readonly Feed<never>[] {
  const feed = <C extends DeskCollection>(
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
      (row) => row.branchId !== branchId && row.verdict !== 'displaced',
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
