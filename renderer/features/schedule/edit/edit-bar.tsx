import { Button } from '@mantine/core';
import type { EventView } from '../../../state/event-view.ts';
import {
  openPointedAt,
  openSessionChange,
  toggleEditing,
  useView,
} from '../../../state/view-store.ts';
import { startOfDay } from '../grid/wall-arithmetic.ts';
import { words } from './edit-words.ts';
import type { EditActions } from './use-edit-actions.ts';

/** What is chosen of the working time on screen, and what can be done with it. */
export function EditBar(props: {
  readonly events: readonly EventView[];
  readonly actions: EditActions;
}) {
  const { actions } = props;
  const ids = useView((view) => view.chosenSessionIds);
  const chosen = props.events.filter(({ id }) => ids.includes(id));
  const change = (): void => {
    const [only] = chosen;
    if (only && chosen.length === 1) openSessionChange(only.id);
    else {
      const sessionIds = chosen.map(({ id }) => id);
      openPointedAt({ sessionIds, deletes: false, shiftMin: 0, doctorId: null });
    }
  };
  return (
    <div className="edit-bar" role="toolbar" aria-label={words.grid}>
      <span className="edit-bar-hint" aria-live="polite">
        {chosen.length > 0 ? words.chosen(chosen.length) : words.hint}
      </span>
      {chosen.length > 0 ? (
        <>
          <BarButton onClick={() => actions.add(columnsOf(props.events, chosen))}>
            {words.column}
          </BarButton>
          <BarButton onClick={change}>{words.change}</BarButton>
          <BarButton onClick={() => actions.remove(null)}>{words.delete}</BarButton>
          <BarButton onClick={actions.leave}>{words.none}</BarButton>
        </>
      ) : null}
      <Button size="compact-sm" onClick={toggleEditing}>
        {words.done}
      </Button>
    </div>
  );
}

function BarButton(props: { readonly children: string; readonly onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" onClick={props.onClick}>
      {props.children}
    </Button>
  );
}

/** Everything of the doctors and days of which something is chosen. */
function columnsOf(events: readonly EventView[], chosen: readonly EventView[]): readonly string[] {
  const columnOf = ({ doctorId, start }: EventView): string => `${doctorId} ${startOfDay(+start)}`;
  const columns = new Set(chosen.map(columnOf));
  return events.filter((event) => columns.has(columnOf(event))).map(({ id }) => id);
}
