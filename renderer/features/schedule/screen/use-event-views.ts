import { useMemo, useRef } from 'react';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import type {
  DeskAppointment,
  DeskCollection,
  DeskRows,
} from '../../../../shared/wire/desk/rows.ts';
import { type RowsById, useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { EventMove, EventView } from '../event-view.ts';
import {
  appointmentToView,
  busyToView,
  holdToView,
  isShown,
  slotToView,
  type ViewContext,
} from '../to-event-view.ts';

/**
 * What the branch's schedule draws. A row that did not change keeps its view: the columns redraw
 * by identity, and one changed appointment must not redraw the day.
 */
export function useEventViews(
  { branch, zone }: BranchTime,
  moves: ReadonlyMap<string, EventMove>,
): readonly EventView[] {
  const services = useRows('services');
  const branches = useRows('branches');
  const context = useMemo<ViewContext>(
    () => ({
      toWall: (instantMs) => new Date(instantToWall(zone, instantMs)),
      serviceOf: (id) => services.get(id),
      branchName: (id) => branches.get(id)?.name ?? '',
    }),
    [zone, services, branches],
  );
  const appointments = useViews(
    'appointments',
    appointmentToView,
    context,
    (row) => row.branchId === branch.id && isShown(row),
  );
  const busy = useViews(
    'busy',
    busyToView,
    context,
    (row) => row.branchId !== branch.id && row.verdict !== 'displaced',
  );
  const holds = useViews('holds', holdToView, context, (row) => row.branchId === branch.id);
  const slots = useViews(
    'slots',
    slotToView,
    context,
    (row) =>
      row.branchId === branch.id && !row.deleted && (row.status === 'blocked' || row.note !== ''),
  );
  const elsewhere = useViews(
    'appointments',
    elsewhereToView,
    context,
    (row) => row.branchId !== branch.id && isShown(row) && row.verdict === 'active',
  );
  return useMemo(
    () =>
      [...appointments, ...busy, ...holds, ...slots, ...elsewhere].map((view) => {
        const move = moves.get(view.id);
        return move ? { ...view, ...move } : view;
      }),
    [appointments, busy, holds, slots, elsewhere, moves],
  );
}

/** On a doctor's laptop: the own appointments at the other branches. */
const elsewhereToView = (row: DeskAppointment, context: ViewContext): EventView =>
  busyToView({ ...row, verdict: 'active' }, context);

type Convert<C extends DeskCollection> = (row: DeskRows[C], context: ViewContext) => EventView;

function useViews<C extends DeskCollection>(
  collection: C,
  convert: Convert<C>,
  context: ViewContext,
  isWanted: (row: DeskRows[C]) => boolean,
): readonly EventView[] {
  const rows: RowsById<C> = useRows(collection);
  const cache = useRef({ context, views: new WeakMap<object, EventView>() });
  if (cache.current.context !== context) cache.current = { context, views: new WeakMap() };
  const { views } = cache.current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the predicate is made of the context's parts.
  return useMemo(
    () =>
      [...rows.values()].filter(isWanted).map((row) => {
        const view = views.get(row) ?? convert(row, context);
        views.set(row, view);
        return view;
      }),
    [rows, context],
  );
}
