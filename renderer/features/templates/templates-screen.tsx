import './templates.css';
import { Button } from '@mantine/core';
import { IconCopy, IconPlus, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Template } from '../../../shared/model/template.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { ApplyForm } from './apply-form.tsx';
import { CopyForm } from './copy-form.tsx';
import { type SavedTemplate, TemplateForm } from './template-form.tsx';
import { TemplateTable } from './template-table.tsx';
import { words } from './templates-words.ts';

/** What is open above the list: a template being changed or used, or days being copied. */
type Open =
  | { readonly kind: 'edit'; readonly template: SavedTemplate }
  | { readonly kind: 'apply'; readonly template: Template }
  | { readonly kind: 'copy' };

/** Days and weeks of work under a name: to keep, to change, and to use on other days. */
export function TemplatesScreen() {
  const { client } = useDesk();
  const say = useSay();
  const place = useBranch();
  const { answer: templates, state, reload } = useAsked('templates');
  const [open, setOpen] = useState<Open | null>(null);
  const leave = (): void => setOpen(null);
  const isEmpty = templates?.length === 0 && open === null;
  return (
    <section className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <span className="grow" />
        <Button
          variant="default"
          leftSection={<IconCopy size={15} />}
          disabled={open !== null}
          onClick={() => setOpen({ kind: 'copy' })}
        >
          {words.copy}
        </Button>
        <Button
          leftSection={<IconPlus size={15} />}
          disabled={open !== null}
          onClick={() => setOpen({ kind: 'edit', template: newTemplate(client.newId()) })}
        >
          {words.newTemplate}
        </Button>
      </div>
      <p className="page-hint">{words.intro}</p>
      {open && place ? <OpenForm {...{ open, place }} onLeave={leave} /> : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={templates !== null} onRetry={reload} />
      {isEmpty ? (
        <EmptyState title={words.none} icon={<IconTemplate size={32} stroke={1.5} />}>
          {words.noneHint}
        </EmptyState>
      ) : null}
      <TemplateTable
        templates={templates ?? []}
        say={say}
        onEdit={(template) => setOpen({ kind: 'edit', template })}
        onApply={(template) => setOpen({ kind: 'apply', template })}
      />
    </section>
  );
}

const newTemplate = (id: string): SavedTemplate => ({
  ...{ id, name: '', branchId: null, lengthDays: 7, version: 0, pieces: [] },
});

function OpenForm(props: {
  readonly open: Open;
  readonly place: BranchTime;
  readonly onLeave: () => void;
}) {
  const { open, place, onLeave } = props;
  if (open.kind === 'copy') return <CopyForm {...{ place, onLeave }} />;
  if (open.kind === 'edit') {
    return <EditTemplate key={open.template.id} template={open.template} onLeave={onLeave} />;
  }
  const { id: templateId, name } = open.template;
  return (
    <ApplyForm
      key={templateId}
      title={words.applyTitle(name)}
      place={place}
      source={{ kind: 'template', templateId }}
      submitLabel={words.doIt}
      onLeave={onLeave}
    />
  );
}

function EditTemplate(props: { readonly template: SavedTemplate; readonly onLeave: () => void }) {
  const { intents } = useDesk();
  const say = useSay();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const take = async (asked: Promise<IntentAnswer>): Promise<void> => {
    setBusy(true);
    const answer = await asked;
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) props.onLeave();
  };
  const { id: templateId, name } = props.template;
  return (
    <>
      <TemplateForm
        template={props.template}
        isBusy={isBusy}
        onSave={({ id, name: wanted, branchId, lengthDays, pieces, version }) =>
          void take(
            intents.send(
              'save-template',
              { id, name: wanted, branchId, lengthDays, pieces, version },
              words.saved(wanted),
            ),
          )
        }
        onRemove={() =>
          void take(intents.send('remove-template', { templateId }, words.removed(name)))
        }
        onLeave={props.onLeave}
      />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
    </>
  );
}
