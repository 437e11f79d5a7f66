import { Autocomplete, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { exhaustive } from '../../../shared/core/exhaustive.ts';
import { TAG_NAME_MAX } from '../../../shared/model/choices.ts';
import type { Demand } from '../../../shared/model/rule.ts';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { words } from './rules-words.ts';
import { SpanField } from './span-field.tsx';

interface FieldsProps<D extends Demand> {
  readonly demand: D;
  readonly onChange: (demand: Demand) => void;
}

/** The numbers and choices of a demand, in the order in which one says it. */
export function DemandFields({ demand, onChange }: FieldsProps<Demand>) {
  switch (demand.kind) {
    case 'max-visits':
      return <MaxVisitsFields demand={demand} onChange={onChange} />;
    case 'min-gap':
      return (
        <Count
          label={words.minutesFree}
          max={240}
          value={demand.minutes}
          onChange={(minutes) => onChange({ ...demand, minutes })}
        />
      );
    case 'notice':
      return (
        <SpanField
          minutes={demand.minutes}
          onChange={(minutes) => onChange({ ...demand, minutes })}
        />
      );
    case 'horizon':
      return (
        <Count
          label={words.daysAhead}
          min={0}
          max={730}
          value={demand.days}
          onChange={(days) => onChange({ ...demand, days })}
        />
      );
    case 'same-day-until':
      return (
        <TextInput
          label={words.until}
          type="time"
          required
          value={formatClockTime(demand.minuteOfDay)}
          onChange={(event) =>
            onChange({ ...demand, minuteOfDay: minuteOfField(event.currentTarget.value) })
          }
        />
      );
    case 'change-notice':
      return <ChangeNoticeFields demand={demand} onChange={onChange} />;
    case 'max-moves':
      return (
        <Count
          label={words.times}
          min={0}
          max={50}
          value={demand.max}
          onChange={(max) => onChange({ ...demand, max })}
        />
      );
    case 'age':
    case 'sex':
    case 'new-patient-slots':
    case 'missed':
      return <PatientFields demand={demand} onChange={onChange} />;
    default:
      return exhaustive(demand);
  }
}

function MaxVisitsFields({
  demand,
  onChange,
}: FieldsProps<Extract<Demand, { kind: 'max-visits' }>>) {
  return (
    <>
      <Count
        label={words.most}
        max={500}
        value={demand.max}
        onChange={(max) => onChange({ ...demand, max })}
      />
      <Choice
        label={words.per}
        names={words.pers}
        value={demand.per}
        onChange={(per) => onChange({ ...demand, per })}
      />
      <Choice
        label={words.of}
        names={words.ofs}
        value={demand.of}
        onChange={(of) => onChange({ ...demand, of })}
      />
    </>
  );
}

function ChangeNoticeFields({
  demand,
  onChange,
}: FieldsProps<Extract<Demand, { kind: 'change-notice' }>>) {
  return (
    <>
      <Choice
        label={words.change}
        names={words.changes}
        value={demand.change}
        onChange={(change) => onChange({ ...demand, change })}
      />
      <SpanField
        minutes={demand.minutes}
        onChange={(minutes) => onChange({ ...demand, minutes })}
      />
    </>
  );
}

type OfPatient = Extract<Demand, { kind: 'age' | 'sex' | 'new-patient-slots' | 'missed' }>;

function PatientFields({ demand, onChange }: FieldsProps<OfPatient>) {
  switch (demand.kind) {
    case 'age':
      return (
        <>
          <Years
            label={words.minYears}
            value={demand.minYears}
            onChange={(minYears) => onChange({ ...demand, minYears })}
          />
          <Years
            label={words.maxYears}
            value={demand.maxYears}
            onChange={(maxYears) => onChange({ ...demand, maxYears })}
          />
        </>
      );
    case 'sex':
      return (
        <Choice
          label={words.sex}
          names={words.sexes}
          value={demand.sex}
          onChange={(sex) => onChange({ ...demand, sex })}
        />
      );
    case 'new-patient-slots':
      return <MarkField value={demand.tag} onChange={(tag) => onChange({ ...demand, tag })} />;
    case 'missed':
      return (
        <>
          <Count
            label={words.missed}
            max={20}
            value={demand.missed}
            onChange={(missed) => onChange({ ...demand, missed })}
          />
          <Count
            label={words.ofLast}
            min={demand.missed}
            max={20}
            value={demand.of}
            onChange={(of) => onChange({ ...demand, of })}
          />
          <Checkbox
            label={words.lateToo}
            checked={demand.lateToo ?? false}
            onChange={(event) => onChange({ ...demand, lateToo: event.currentTarget.checked })}
          />
        </>
      );
    default:
      return exhaustive(demand);
  }
}

function Count(props: {
  readonly label: string;
  readonly min?: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (count: number) => void;
}) {
  const { min = 1 } = props;
  return (
    <NumberInput
      label={props.label}
      min={min}
      max={props.max}
      allowDecimal={false}
      value={props.value}
      onChange={(count) => props.onChange(typeof count === 'number' ? count : min)}
    />
  );
}

/** Years, or open at this end. */
function Years(props: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (years: number | null) => void;
}) {
  return (
    <NumberInput
      label={props.label}
      placeholder={words.open}
      min={0}
      max={150}
      allowDecimal={false}
      value={props.value ?? ''}
      onChange={(years) => props.onChange(typeof years === 'number' ? years : null)}
    />
  );
}

function Choice<T extends string>(props: {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}) {
  return (
    <Select
      label={props.label}
      allowDeselect={false}
      value={props.value}
      data={Object.entries<string>(props.names).map(([value, label]) => ({ value, label }))}
      onChange={(value) => props.onChange((value as T | null) ?? props.value)}
    />
  );
}

/** One of the clinic's marks, or a name that sessions carry without one. */
function MarkField(props: { readonly value: string; readonly onChange: (tag: string) => void }) {
  const { options } = useClinicTags();
  return (
    <Autocomplete
      label={words.tag}
      required
      maxLength={TAG_NAME_MAX}
      data={options.map(({ name }) => name)}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
