import type { DoctorColumn } from '../../../state/event-view.ts';
import type { GridColumn } from '../grid/bucket-columns.ts';
import type { VisibleHours } from '../grid/visible-hours.ts';
import { GridCursorLayer } from '../keyboard/grid-cursor-layer.tsx';
import type { EditCursor } from './edit-cursor.ts';
import { words } from './edit-words.ts';

/** The grid's tab stop, and the outline of working time while the keyboard holds it. */
export function EditLayer(props: {
  readonly cursor: EditCursor;
  readonly columns: readonly GridColumn[];
  readonly doctors: readonly DoctorColumn[];
  readonly hours: VisibleHours;
}) {
  const { held, ...place } = props.cursor;
  const carried = held && {
    column: held.column,
    startMinute: held.startMinute,
    card: {
      ...{ id: '', movable: true, title: held.card?.title ?? words.workingTime },
      ...{ startMinute: held.startMinute, endMinute: held.endMinute },
    },
  };
  return <GridCursorLayer {...props} cursor={{ ...place, carried }} />;
}
