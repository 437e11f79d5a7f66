import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Rotation, Template } from '../../../shared/model/template.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { loadWords } from '../../words/load-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './templates-words.ts';

/** The rotations there are, and what can be done with each. */
export function RotationsPart(props: {
  readonly templates: readonly Template[];
  /** A form is open already. */
  readonly isOpen: boolean;
  readonly onNew: () => void;
  readonly onEdit: (rotation: Rotation) => void;
  readonly onApply: (rotation: Rotation) => void;
}) {
  const { answer: rotations, state, reload } = useAsked('rotations');
  const hasWeek = props.templates.some(({ lengthDays }) => lengthDays === 7);
  return (
    <>
      <div className="page-head">
        <h2>{words.rotations}</h2>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={props.isOpen || !hasWeek}
          onClick={props.onNew}
        >
          {words.newRotation}
        </Button>
      </div>
      <p className="page-hint">{words.rotationsIntro}</p>
      <LoadState {...{ state, words: loadWords }} hasAnswer={rotations !== null} onRetry={reload} />
      {rotations?.length === 0 ? (
        <p className="page-hint">{hasWeek ? words.noRotations : words.needsWeek}</p>
      ) : null}
      <RotationTable {...props} rotations={rotations ?? []} />
    </>
  );
}

function RotationTable(props: {
  readonly rotations: readonly Rotation[];
  readonly templates: readonly Template[];
  readonly onEdit: (rotation: Rotation) => void;
  readonly onApply: (rotation: Rotation) => void;
}) {
  const say = useSay();
  const nameOf = (id: string | null): string =>
    id === null
      ? words.off
      : (props.templates.find((template) => template.id === id)?.name ?? words.gone);
  return (
    <SimpleTable
      head={[words.name, words.where, words.doctor, words.turns, '']}
      rows={props.rotations.map((rotation) => ({
        id: rotation.id,
        cells: [
          <b key="name">{rotation.name}</b>,
          rotation.branchId === null ? words.everyBranch : say.branch(rotation.branchId),
          rotation.doctorId === null ? words.anyDoctor : say.doctor(rotation.doctorId),
          rotation.weeks.map(nameOf).join(words.andThen),
          <div key="buttons" className="template-buttons">
            <Button
              size="compact-sm"
              variant="light"
              aria-label={words.applyNamed(rotation.name)}
              onClick={() => props.onApply(rotation)}
            >
              {words.apply}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.editNamed(rotation.name)}
              onClick={() => props.onEdit(rotation)}
            >
              {words.edit}
            </Button>
          </div>,
        ],
      }))}
    />
  );
}
