import { NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ROTATION_WEEKS_MAX, ROTATION_WEEKS_MIN } from '../../../shared/model/choices.ts';
import type { Rotation, Template } from '../../../shared/model/template.ts';
import { addDays, isDay } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { FormActions } from './form-actions.tsx';
import { RotationRibbon } from './rotation-ribbon.tsx';
import { words } from './templates-words.ts';

/** A rotation as it is saved: without what only the book says of it. */
export type SavedRotation = Omit<Rotation, 'deleted'>;

/** As far as the ribbon of a form looks ahead: half a year. */
const RIBBON_DAYS = 181;

/** One rotation: its name, whose it is, what each week is, and when the first one was. */
export function RotationForm(props: {
  readonly rotation: SavedRotation;
  /** Those of a week. */
  readonly templates: readonly Template[];
  readonly today: string;
  readonly isBusy: boolean;
  readonly onSave: (rotation: SavedRotation) => void;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}) {
  const { templates, today } = props;
  const [rotation, setRotation] = useState(props.rotation);
  const change = (changed: Partial<Rotation>): void => setRotation({ ...rotation, ...changed });
  const isNew = rotation.version === 0;
  const isDated = isDay(rotation.anchorDay);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSave(rotation);
  };
  return (
    <form className="page-form" onSubmit={submit}>
      <h2>{isNew ? words.newRotation : words.editRotation}</h2>
      <RotationFields rotation={rotation} onChange={change} />
      <WeekFields {...{ rotation, templates }} onChange={(weeks) => change({ weeks })} />
      {isDated ? (
        <RotationRibbon
          rotation={rotation}
          range={{ firstDay: today, lastDay: addDays(today, RIBBON_DAYS) }}
          nameOf={(id) => templates.find((one) => one.id === id)?.name ?? words.gone}
        />
      ) : null}
      <FormActions
        {...{ isNew, isBusy: props.isBusy }}
        canSave={isDated && rotation.weeks.some((week) => week !== null)}
        onRemove={props.onRemove}
        onLeave={props.onLeave}
      />
    </form>
  );
}

function RotationFields(props: {
  readonly rotation: SavedRotation;
  readonly onChange: (changed: Partial<Rotation>) => void;
}) {
  const { rotation, onChange } = props;
  const branches = [...useRows('branches').values()];
  const doctors = useDoctorsHere(null);
  const setCount = (count: number): void => {
    const weeks = Array.from({ length: count }, (_, i) => rotation.weeks[i] ?? null);
    onChange({ weeks });
  };
  return (
    <div className="form-grid">
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        maxLength={200}
        data-autofocus
        value={rotation.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        label={words.where}
        clearable
        placeholder={words.everyBranch}
        value={rotation.branchId}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(branchId) => onChange({ branchId })}
      />
      <Select
        label={words.doctor}
        clearable
        searchable
        placeholder={words.anyDoctor}
        value={rotation.doctorId}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(doctorId) => onChange({ doctorId })}
      />
      <NumberInput
        label={words.weeks}
        min={ROTATION_WEEKS_MIN}
        max={ROTATION_WEEKS_MAX}
        clampBehavior="strict"
        allowDecimal={false}
        value={rotation.weeks.length}
        onChange={(count) => setCount(Math.max(Number(count), ROTATION_WEEKS_MIN))}
      />
      <TextInput
        label={words.anchor}
        type="date"
        required
        value={rotation.anchorDay}
        onChange={(event) => onChange({ anchorDay: event.currentTarget.value })}
      />
    </div>
  );
}

const OFF = 'off';

function WeekFields(props: {
  readonly rotation: SavedRotation;
  readonly templates: readonly Template[];
  readonly onChange: (weeks: Rotation['weeks']) => void;
}) {
  const { weeks } = props.rotation;
  const data = [
    { value: OFF, label: words.off },
    ...props.templates.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const set = (at: number, value: string | null): void =>
    props.onChange(weeks.map((week, i) => (i === at ? (value === OFF ? null : value) : week)));
  return (
    <div className="form-grid">
      {weeks.map((week, i) => (
        <Select
          // biome-ignore lint/suspicious/noArrayIndexKey: a week of a rotation is its place in it.
          key={i}
          label={words.week(i + 1)}
          allowDeselect={false}
          value={week ?? OFF}
          data={data}
          onChange={(value) => set(i, value)}
        />
      ))}
    </div>
  );
}
