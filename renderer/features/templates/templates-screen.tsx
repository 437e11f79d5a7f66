import './templates.css';
import { Button } from '@mantine/core';
import { IconCopy, IconPlus, IconTemplate } from '@tabler/icons-react';
import { type ComponentProps, useEffect, useState } from 'react';
import type { Template } from '../../../shared/model/template.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { prepareTemplate, useView } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { type Open, OpenForm } from './open-form.tsx';
import { preparePieces, sayPrepared } from './prepared-template.ts';
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
  const prepared = usePrepared(answer, setOpen);
  const leave = (): void => {
    prepared.clear();
    setOpen(null);
  };
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
      {prepared.said ? <Notice {...prepared.said} /> : null}
      {open && place ? <OpenForm {...{ open, place, templates }} onLeave={leave} /> : null}
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

type Said = Pick<ComponentProps<typeof Notice>, 'tone' | 'title'>;

/** A change that was advised stands in the form of its template, to be saved or not; said beside it. */
function usePrepared(
  templates: readonly Template[] | null,
  open: (open: Open) => void,
): { readonly said: Said | null; readonly clear: () => void } {
  const prepared = useView((view) => view.preparedTemplate);
  const [said, setSaid] = useState<Said | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is put into the form once.
  useEffect(() => {
    if (!prepared || !templates) return;
    const template = templates.find(({ id }) => id === prepared.templateId);
    const pieces = template ? preparePieces(template, prepared) : null;
    if (template && pieces) open({ kind: 'template', template: { ...template, pieces } });
    setSaid(
      pieces
        ? { tone: 'neutral', title: sayPrepared(prepared) }
        : { tone: 'warn', title: words.preparedNot },
    );
    prepareTemplate(null);
  }, [prepared, templates]);
  return { said, clear: () => setSaid(null) };
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
