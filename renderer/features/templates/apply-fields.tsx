import { NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { APPLY_WAYS } from '../../../shared/model/choices.ts';
import { fromRruleDays, RRULE_DAYS, toRruleDays } from '../../../shared/time/rrule-days.ts';
import { useRows } from '../../replica/rows-store.ts';
import { WeekdayChips } from '../../ui/weekday-chips.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import type { ApplyDraft } from './apply-draft.ts';
import { words } from './templates-words.ts';

interface FieldsProps {
  readonly draft: ApplyDraft;
  readonly onChange: (draft: ApplyDraft) => void;
}

/** For whom, where, on which days, and how. */
export function ApplyFields({
  draft,
  doctorId,
  onChange,
}: FieldsProps & { readonly doctorId: string | null }) {
  const doctors = [...useRows('doctors').values()];
  const branches = [...useRows('branches').values()];
  const change = (changed: Partial<ApplyDraft>): void => onChange({ ...draft, ...changed });
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.doctor}
          searchable
          allowDeselect={false}
          value={doctorId}
          data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chosen) => change({ doctorId: chosen })}
        />
        <Select
          label={words.branch}
          allowDeselect={false}
          value={draft.branchId}
          data={branches.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(branchId) => change({ branchId: branchId ?? draft.branchId })}
        />
        {(['firstDay', 'lastDay'] as const).map((field) => (
          <TextInput
            key={field}
            label={words[field]}
            type="date"
            required
            value={draft[field]}
            onChange={(event) => change({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <DaysFields draft={draft} onChange={onChange} />
      <div className="template-way">
        <SegmentedControl
          aria-label={words.way}
          value={draft.way}
          onChange={(way) => change({ way: way as ApplyDraft['way'] })}
          data={APPLY_WAYS.map((value) => ({ value, label: words.ways[value] }))}
        />
        <span className="page-hint">{words.wayHints[draft.way]}</span>
      </div>
    </>
  );
}

/** On which of the days. */
function DaysFields({ draft, onChange }: FieldsProps) {
  return (
    <div className="template-days">
      <Select
        label={words.on}
        allowDeselect={false}
        value={draft.repeat}
        data={Object.entries(words.repeats).map(([value, label]) => ({ value, label }))}
        onChange={(to) =>
          onChange({ ...draft, repeat: (to as ApplyDraft['repeat']) ?? draft.repeat })
        }
      />
      {draft.repeat === 'weekly' ? <WeeklyFields draft={draft} onChange={onChange} /> : null}
      {draft.repeat === 'monthly' ? <MonthlyFields draft={draft} onChange={onChange} /> : null}
    </div>
  );
}

function WeeklyFields({ draft, onChange }: FieldsProps) {
  return (
    <>
      <NumberInput
        label={words.everyWeeks}
        min={1}
        max={52}
        allowDecimal={false}
        value={draft.weeks}
        onChange={(weeks) => onChange({ ...draft, weeks: Number(weeks) || 1 })}
      />
      <WeekdayChips
        label={words.onDays}
        names={DAY_NAMES}
        chosen={fromRruleDays(draft.weekdays)}
        onChange={(days) => onChange({ ...draft, weekdays: toRruleDays(days) })}
      />
    </>
  );
}

function MonthlyFields({ draft, onChange }: FieldsProps) {
  return (
    <>
      <Select
        label={words.which}
        allowDeselect={false}
        value={draft.place}
        data={Object.entries(words.places).map(([value, label]) => ({ value, label }))}
        onChange={(place) => onChange({ ...draft, place: place ?? draft.place })}
      />
      <Select
        label={words.day}
        allowDeselect={false}
        value={draft.weekday}
        data={RRULE_DAYS.map((value, i) => ({ value, label: words.longDays[i] ?? value }))}
        onChange={(weekday) => onChange({ ...draft, weekday: weekday ?? draft.weekday })}
      />
    </>
  );
}
