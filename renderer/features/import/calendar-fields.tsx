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
          data={choicesOf(words.becomes).filter(
            // What is kept up with books nobody by itself.
            ({ value }) => keeping === 'not' || value !== 'appointments',
          )}
          onChange={(become) => onChange({ become: become as CalendarMapping['become'] })}
        />
        {day('firstDay')}
        {day('lastDay')}
        {mapping.become === 'time-off' ? (
          <TimeOffFields mapping={mapping} onChange={onChange} keeping={keeping} />
        ) : mapping.become === 'appointments' ? (
          <VisitFields mapping={mapping} onChange={onChange} />
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
      {mapping.become === 'appointments' ? <p className="page-hint">{words.visitsHint}</p> : null}
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

/** For what they come, and what becomes of whoever the book does not know. */
function VisitFields({ mapping, onChange }: Pick<FieldsProps, 'mapping' | 'onChange'>) {
  const services = [...useRows('services').values()];
  const visits = mapping.visits ?? { serviceId: null, takesNew: false };
  return (
    <>
      <Select
        label={words.visitService}
        placeholder={words.noService}
        clearable
        searchable
        value={visits.serviceId}
        data={services.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(serviceId) => onChange({ visits: { ...visits, serviceId } })}
      />
      <Select
        label={words.strangers}
        value={visits.takesNew ? 'take' : 'leave'}
        allowDeselect={false}
        data={choicesOf(words.strangerChoices)}
        onChange={(choice) => onChange({ visits: { ...visits, takesNew: choice === 'take' } })}
      />
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
