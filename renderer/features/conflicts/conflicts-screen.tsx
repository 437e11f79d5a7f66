import './conflicts.css';
import { UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { DeskConflict } from '../../../shared/wire/desk/rows.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useView } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSay } from '../../words/use-say.ts';
import { ConflictDetail } from './conflict-detail.tsx';
import { words } from './conflict-words.ts';

const SETTLED_SHOWN_MAX = 50;

/** What the machine decided and a person has to know of: open ones first. */
export function ConflictsScreen() {
  const conflicts = [...useRows('conflicts').values()].toSorted(
    (a, b) => b.openedAtMs - a.openedAtMs,
  );
  const chosenId = useView((view) => view.selectedConflictId);
  const open = conflicts.filter((conflict) => conflict.state === 'open');
  const done = conflicts
    .filter((conflict) => conflict.state !== 'open')
    .slice(0, SETTLED_SHOWN_MAX);
  const chosen = conflicts.find((conflict) => conflict.id === chosenId) ?? open[0];
  if (conflicts.length === 0)
    return (
      <EmptyState title={words.none} icon={<IconCircleCheck size={32} stroke={1.5} />}>
        {words.noneHint}
      </EmptyState>
    );
  return (
    <div className="conflicts">
      <div className="conflict-list">
        <ConflictList title={words.open} conflicts={open} chosenId={chosen?.id} />
        <ConflictList title={words.done} conflicts={done} chosenId={chosen?.id} />
      </div>
      {chosen ? <ConflictDetail key={chosen.id} conflict={chosen} /> : null}
    </div>
  );
}

function ConflictList(props: {
  readonly title: string;
  readonly conflicts: readonly DeskConflict[];
  readonly chosenId: string | undefined;
}) {
  const say = useSay();
  if (props.conflicts.length === 0) return null;
  return (
    <>
      <h2>{props.title}</h2>
      {props.conflicts.map((conflict) => (
        <UnstyledButton
          key={conflict.id}
          className="conflict-item"
          aria-current={conflict.id === props.chosenId}
          onClick={() => useView.setState({ selectedConflictId: conflict.id })}
        >
          <b>{conflict.patientName ?? words.unknownPatient}</b>
          <span>
            {conflict.startMs !== null && conflict.endMs !== null
              ? `${say.span(conflict.startMs, conflict.endMs)} · `
              : ''}
            {say.doctor(conflict.doctorId)} · {words.state[conflict.state]}
          </span>
        </UnstyledButton>
      ))}
    </>
  );
}
