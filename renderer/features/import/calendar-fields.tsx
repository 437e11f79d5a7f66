import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { CalendarMapping } from '../../../shared/wire/desk/import-calendar.ts';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './import-words.ts';

interface FieldsProps {
  readonly mapping: CalendarMapping;
  readonly onChange: (changes: Partial<CalendarMapping>) => void;
  /** How it is kept up with: not, from now on, or already, when whose it is and what it becomes stay. */
  readonly keeping: 'not' | 'new' | 'known';
}

const choicesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** Whose calendar it is, what becomes of it, and on which days. */
export function CalendarFields({ mapping, onChange, keeping }: FieldsProps) {
  const doctors = [...useRows('doctors').values()];
  const day = (name: 'firstDay' | 'lastDay') => (
    <TextInput
      label={words[name]}
      type="date"
      required
      value={mapping[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.whose}
          disabled={keeping === 'known'}
          value={mapping.doctorId}
          allowDeselect={false}
          searchable
          data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(doctorId) => onChange({ doctorId: doctorId ?? mapping.doctorId })}
        />
        <Select
          label={words.become}
          disabled={keeping === 'known'}
          value={mapping.become}
          allowDeselect={false}
          data={choicesOf(words.becomes)}
          onChange={(become) => onChange({ become: become as CalendarMapping['become'] })}
        />
        {day('firstDay')}
        {day('lastDay')}
        {mapping.become === 'time-off' ? (
          <TimeOffFields mapping={mapping} onChange={onChange} keeping={keeping} />
        ) : (
          <NumberInput
            label={words.sessionSlotMin}
            min={5}
            max={240}
            value={mapping.slotMin}
            onChange={(minutes) => onChange({ slotMin: Number(minutes) || 15 })}
          />
        )}
      </div>
      {mapping.become === 'time-off' ? (
        <Switch
          label={words.keepsTitles}
          checked={mapping.keepsTitles}
          onChange={(event) => onChange({ keepsTitles: event.currentTarget.checked })}
        />
      ) : null}
      {keeping === 'not' ? (
        <Switch
          label={words.removesGone}
          checked={mapping.removesGone}
          onChange={(event) => onChange({ removesGone: event.currentTarget.checked })}
        />
      ) : null}
    </>
  );
}

function TimeOffFields({ mapping, onChange, keeping }: FieldsProps) {
  return (
    <>
      <Select
        label={words.timeOffKind}
        value={mapping.timeOffKind}
        allowDeselect={false}
        data={choicesOf(words.timeOffKinds)}
        onChange={(kind) => onChange({ timeOffKind: kind as CalendarMapping['timeOffKind'] })}
      />
      {keeping === 'not' ? (
        <Select
          label={words.affected}
          value={mapping.affected ?? 'refuse'}
          allowDeselect={false}
          data={choicesOf(words.affectedChoices)}
          onChange={(choice) => onChange({ affected: choice === 'displace' ? 'displace' : null })}
        />
      ) : null}
    </>
  );
}
