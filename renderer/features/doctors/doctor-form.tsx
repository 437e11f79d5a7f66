import { Button, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { DOCTOR_KINDS } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useRows } from '../../replica/rows-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { type DoctorDraft, EMPTY_PLACE } from './doctor-draft.ts';
import { words } from './doctors-words.ts';
import { PlaceFields } from './place-fields.tsx';

interface FieldsProps {
  readonly draft: DoctorDraft;
  readonly onChange: (changed: Partial<DoctorDraft>) => void;
}

/** Who a doctor is, how the doctor works, and when where. */
export function DoctorForm(props: {
  readonly draft: DoctorDraft;
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly refusal: Refusal | null;
  readonly onSave: (draft: DoctorDraft) => void;
  readonly onLeave: () => void;
}) {
  const say = useSay();
  const [draft, setDraft] = useState(props.draft);
  const onChange = (changed: Partial<DoctorDraft>): void => setDraft({ ...draft, ...changed });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSave(draft);
  };
  return (
    <form className="page-form" onSubmit={submit}>
      <h2>{props.isNew ? words.newDoctor : words.editDoctor}</h2>
      <PersonFields {...{ draft, onChange }} />
      {draft.kind === 'part-time' ? <PartTimeFields {...{ draft, onChange }} /> : null}
      {draft.kind === 'locum' ? <LocumFields {...{ draft, onChange }} /> : null}
      {draft.branchIds.map((branchId) => (
        <PlaceFields
          key={branchId}
          branchId={branchId}
          place={draft.places.get(branchId) ?? EMPTY_PLACE}
          countsDays={draft.kind === 'part-time'}
          onChange={(place) => onChange({ places: new Map(draft.places).set(branchId, place) })}
        />
      ))}
      {props.refusal ? <Notice tone="warn" title={refusalWords(props.refusal, say)} /> : null}
      <div className="page-actions">
        <Button type="submit" loading={props.isBusy} disabled={draft.branchIds.length === 0}>
          {words.save}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function PersonFields({ draft, onChange }: FieldsProps) {
  const branches = [...useRows('branches').values()];
  return (
    <div className="form-grid">
      <TextInput
        label={words.name}
        required
        data-autofocus
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words.speciality}
        value={draft.speciality}
        onChange={(event) => onChange({ speciality: event.currentTarget.value })}
      />
      <Select
        label={words.kind}
        value={draft.kind}
        allowDeselect={false}
        data={DOCTOR_KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        onChange={(kind) => onChange({ kind: (kind as DoctorDraft['kind']) ?? draft.kind })}
      />
      <MultiSelect
        label={words.branches}
        required
        value={[...draft.branchIds]}
        onChange={(branchIds) => onChange({ branchIds })}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Switch
        label={words.active}
        checked={draft.active}
        onChange={(event) => onChange({ active: event.currentTarget.checked })}
      />
    </div>
  );
}

function PartTimeFields({ draft, onChange }: FieldsProps) {
  const fields = [
    { field: 'weekHours', label: words.weekHours, max: 168 },
    { field: 'dayHours', label: words.dayHours, max: 24 },
  ] as const;
  return (
    <fieldset className="page-group">
      <legend>{words.partTime}</legend>
      <div className="form-grid">
        {fields.map(({ field, label, max }) => (
          <NumberInput
            key={field}
            {...{ label, max }}
            min={0}
            step={0.5}
            decimalScale={2}
            placeholder={words.open}
            value={draft[field] ?? ''}
            onChange={(hours) => onChange({ [field]: hours === '' ? null : Number(hours) })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function LocumFields({ draft, onChange }: FieldsProps) {
  const fields = [
    { field: 'fromDay', label: words.fromDay },
    { field: 'untilDay', label: words.untilDay },
  ] as const;
  return (
    <fieldset className="page-group">
      <legend>{words.locum}</legend>
      <div className="form-grid">
        {fields.map(({ field, label }) => (
          <TextInput
            key={field}
            label={label}
            type="date"
            value={draft[field] ?? ''}
            onChange={(event) => onChange({ [field]: event.currentTarget.value || null })}
          />
        ))}
      </div>
      <p className="page-hint">{words.locumHint}</p>
    </fieldset>
  );
}
