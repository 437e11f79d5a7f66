import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { type FormEvent, startTransition, useState } from 'react';
import type { Pattern, Template } from '../../../shared/model/template.ts';
import { useRows } from '../../replica/rows-store.ts';
import { FormActions } from './form-actions.tsx';
import { draftsToPattern, type PieceDraft, patternToDrafts } from './piece-draft.ts';
import { PieceRows } from './piece-rows.tsx';
import { TakeFromBook } from './take-from-book.tsx';
import { words } from './templates-words.ts';

/** A template as it is saved: without what only the book says of it. */
export type SavedTemplate = Omit<Template, 'deleted'>;

/** One template: its name, whose it is, and its working time, taken from the schedule or typed. */
export function TemplateForm(props: {
  readonly template: SavedTemplate;
  readonly isBusy: boolean;
  readonly onSave: (template: SavedTemplate) => void;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}) {
  const { template } = props;
  const isNew = template.version === 0;
  const [named, setNamed] = useState({ name: template.name, branchId: template.branchId });
  const [lengthDays, setLength] = useState(template.lengthDays);
  const [pieces, setPieces] = useState<readonly PieceDraft[]>(() => patternToDrafts(template));
  const take = (pattern: Pattern): void => {
    // Keys of their own, so that no field keeps what stood there before.
    const firstKey = Math.max(-1, ...pieces.map(({ key }) => key)) + 1;
    // A week is a hundred fields, which are drawn a few at a time: the page answers meanwhile.
    startTransition(() => {
      setLength(pattern.lengthDays);
      setPieces(patternToDrafts(pattern, firstKey));
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSave({ ...template, ...named, ...draftsToPattern(pieces, lengthDays) });
  };
  return (
    <form className="page-form" onSubmit={submit}>
      <h2>{isNew ? words.newTemplate : words.editTemplate}</h2>
      <NameFields {...{ named, lengthDays }} onName={setNamed} onLength={setLength} />
      <TakeFromBook onTake={take} />
      <PieceRows
        {...{ pieces, branchId: named.branchId }}
        isWeek={lengthDays === 7}
        onChange={setPieces}
      />
      <FormActions
        {...{ isNew, isBusy: props.isBusy, canSave: pieces.length > 0 }}
        onRemove={props.onRemove}
        onLeave={props.onLeave}
      />
    </form>
  );
}

type Named = Pick<Template, 'name' | 'branchId'>;

function NameFields(props: {
  readonly named: Named;
  readonly lengthDays: Pattern['lengthDays'];
  readonly onName: (named: Named) => void;
  readonly onLength: (lengthDays: Pattern['lengthDays']) => void;
}) {
  const { named } = props;
  const branches = [...useRows('branches').values()];
  return (
    <div className="form-grid">
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        maxLength={200}
        data-autofocus
        value={named.name}
        onChange={(event) => props.onName({ ...named, name: event.currentTarget.value })}
      />
      <Select
        label={words.where}
        clearable
        placeholder={words.everyBranch}
        value={named.branchId}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(branchId) => props.onName({ ...named, branchId })}
      />
      <SegmentedControl
        aria-label={words.length}
        value={String(props.lengthDays)}
        onChange={(days) => props.onLength(days === '1' ? 1 : 7)}
        data={[
          { value: '7', label: words.lengths[7] },
          { value: '1', label: words.lengths[1] },
        ]}
      />
    </div>
  );
}
