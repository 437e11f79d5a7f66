import './patients.css';
import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { DAY_PARTS } from '../../../shared/model/choices.ts';
import type { Preferences } from '../../../shared/model/preferences.ts';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import type { Weekday } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import { WeekdayChips } from '../../ui/weekday-chips.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { words } from './patients-words.ts';

/** Of somebody to whom all times are the same. */
export const NO_PREFERENCES: Preferences = {
  ...{ doctorIds: [], branchIds: [], weekdays: [], parts: [] },
  ...{ notBeforeMin: null, notAfterMin: null },
};

/** When, where and with whom a patient likes to come; what nobody said stays open. */
export function PreferenceFields(props: {
  readonly prefers: Preferences;
  readonly onChange: (prefers: Preferences) => void;
}) {
  const { prefers } = props;
  const change = (changes: Partial<Preferences>): void =>
    props.onChange({ ...prefers, ...changes });
  return (
    <fieldset className="patient-preferences">
      <legend>{words.prefers}</legend>
      <p className="page-hint">{words.prefersHint}</p>
      <PreferredPeople prefers={prefers} change={change} />
      <WeekdayChips
        label={words.weekdays}
        names={DAY_NAMES}
        chosen={prefers.weekdays as readonly Weekday[]}
        onChange={(weekdays) => change({ weekdays })}
      />
      <Checkbox.Group
        label={words.partsOfDay}
        value={[...prefers.parts]}
        onChange={(parts) => change({ parts: DAY_PARTS.filter((part) => parts.includes(part)) })}
      >
        <div className="patient-parts">
          {DAY_PARTS.map((part) => (
            <Checkbox key={part} value={part} label={words.parts[part]} />
          ))}
        </div>
      </Checkbox.Group>
      <PreferredHours prefers={prefers} change={change} />
    </fieldset>
  );
}

interface Part {
  readonly prefers: Preferences;
  readonly change: (changes: Partial<Preferences>) => void;
}

function PreferredPeople({ prefers, change }: Part) {
  const choices = (rows: Iterable<{ readonly id: string; readonly name: string }>) =>
    [...rows].map(({ id, name }) => ({ value: id, label: name }));
  // Whoever is liked has a name here, also after they left.
  const doctors = [...useRows('doctors').values()].filter(
    ({ id, active }) => active || prefers.doctorIds.includes(id),
  );
  return (
    <div className="form-grid">
      <MultiSelect
        label={words.likedDoctors}
        placeholder={prefers.doctorIds.length === 0 ? words.anyHint : ''}
        value={[...prefers.doctorIds]}
        data={choices(doctors)}
        onChange={(doctorIds) => change({ doctorIds })}
      />
      <MultiSelect
        label={words.likedBranches}
        placeholder={prefers.branchIds.length === 0 ? words.anyHint : ''}
        value={[...prefers.branchIds]}
        data={choices(useRows('branches').values())}
        onChange={(branchIds) => change({ branchIds })}
      />
    </div>
  );
}

function PreferredHours({ prefers, change }: Part) {
  const shown = (minute: number | null): string => (minute === null ? '' : formatClockTime(minute));
  const read = (value: string): number | null => (value === '' ? null : minuteOfField(value));
  return (
    <div className="form-grid">
      <TextInput
        type="time"
        label={words.notBefore}
        value={shown(prefers.notBeforeMin)}
        onChange={(event) => change({ notBeforeMin: read(event.currentTarget.value) })}
      />
      <TextInput
        type="time"
        label={words.notAfter}
        value={shown(prefers.notAfterMin)}
        error={isReversed(prefers) ? words.hoursReversed : null}
        onChange={(event) => change({ notAfterMin: read(event.currentTarget.value) })}
      />
    </div>
  );
}

const isReversed = ({ notBeforeMin, notAfterMin }: Preferences): boolean =>
  notBeforeMin !== null && notAfterMin !== null && notBeforeMin > notAfterMin;
