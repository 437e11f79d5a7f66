import './templates.css';
import { Button } from '@mantine/core';
import { IconCopy, IconPlus, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { dayAt } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { loadWords } from '../../words/load-words.ts';
import { type Open, OpenForm } from './open-form.tsx';
import type { SavedRotation } from './rotation-form.tsx';
import { RotationsPart } from './rotations-part.tsx';
import type { SavedTemplate } from './template-form.tsx';
import { TemplateTable } from './template-table.tsx';
import { words } from './templates-words.ts';

/** Days and weeks of work under a name: to keep, to change, to use on other days, or in turn. */
export function TemplatesScreen() {
  const { client } = useDesk();
  const place = useBranch();
  const { answer, state, reload } = useAsked('templates');
  const [open, setOpen] = useState<Open | null>(null);
  const templates = answer ?? [];
  const newTemplate = (): void =>
    setOpen({ kind: 'template', template: aTemplate(client.newId()) });
  const newRotation = (): void => {
    if (!place) return;
    const today = dayAt(place.zone, Date.now());
    setOpen({ kind: 'rotation', rotation: aRotation(client.newId(), today) });
  };
  return (
    <section className="page">
      <ScreenHead
        isOpen={open !== null}
        onCopy={() => setOpen({ kind: 'copy' })}
        onNew={newTemplate}
      />
      <p className="page-hint">{words.intro}</p>
      {open && place ? (
        <OpenForm {...{ open, place, templates }} onLeave={() => setOpen(null)} />
      ) : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={answer !== null} onRetry={reload} />
      {answer?.length === 0 && open === null ? (
        <EmptyState title={words.none} icon={<IconTemplate size={32} stroke={1.5} />}>
          {words.noneHint}
        </EmptyState>
      ) : null}
      <TemplateTable
        templates={templates}
        onEdit={(template) => setOpen({ kind: 'template', template })}
        onApply={(template) => setOpen({ kind: 'apply-template', template })}
      />
      <RotationsPart
        templates={templates}
        isOpen={open !== null}
        onNew={newRotation}
        onEdit={(rotation) => setOpen({ kind: 'rotation', rotation })}
        onApply={(rotation) => setOpen({ kind: 'apply-rotation', rotation })}
      />
    </section>
  );
}

const aTemplate = (id: string): SavedTemplate => ({
  ...{ id, name: '', branchId: null, lengthDays: 7, version: 0, pieces: [] },
});

const aRotation = (id: string, anchorDay: string): SavedRotation => ({
  ...{ id, name: '', branchId: null, doctorId: null, anchorDay, version: 0, weeks: [null, null] },
});

function ScreenHead(props: {
  readonly isOpen: boolean;
  readonly onCopy: () => void;
  readonly onNew: () => void;
}) {
  return (
    <div className="page-head">
      <h1>{words.title}</h1>
      <span className="grow" />
      <Button
        variant="default"
        leftSection={<IconCopy size={15} />}
        disabled={props.isOpen}
        onClick={props.onCopy}
      >
        {words.copy}
      </Button>
      <Button leftSection={<IconPlus size={15} />} disabled={props.isOpen} onClick={props.onNew}>
        {words.newTemplate}
      </Button>
    </div>
  );
}
