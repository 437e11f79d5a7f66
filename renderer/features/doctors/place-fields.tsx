import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { AGREED_HOURS_MAX } from '../../../shared/model/choices.ts';
import { WeekdayChips } from '../../ui/weekday-chips.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { useSay } from '../../words/use-say.ts';
import { addHours, type HoursDraft, type PlaceDraft } from './doctor-draft.ts';
import { words } from './doctors-words.ts';

/** On which days and at which hours a doctor can be given working time at a branch. */
export function PlaceFields(props: {
  readonly branchId: string;
  readonly place: PlaceDraft;
  /** Whether days a week were agreed. */
  readonly countsDays: boolean;
  readonly onChange: (place: PlaceDraft) => void;
}) {
  const say = useSay();
  const { place, onChange } = props;
  const change = (changed: HoursDraft): void =>
    onChange({
      ...place,
      hours: place.hours.map((one) => (one.key === changed.key ? changed : one)),
    });
  return (
    <fieldset className="page-group">
      <legend>{words.hoursAt(say.branch(props.branchId))}</legend>
      {place.hours.length === 0 ? <p className="page-hint">{words.hoursHint}</p> : null}
      {place.hours.map((hours, i) => (
        <HoursRow
          key={hours.key}
          {...{ hours, no: i + 1 }}
          onChange={change}
          onRemove={() =>
            onChange({ ...place, hours: place.hours.filter(({ key }) => key !== hours.key) })
          }
        />
      ))}
      <div className="doctor-place-foot">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          disabled={place.hours.length >= AGREED_HOURS_MAX}
          onClick={() => onChange({ ...place, hours: addHours(place.hours) })}
        >
          {words.addHours}
        </Button>
        {props.countsDays ? (
          <NumberInput
            size="xs"
            label={words.daysPerWeek}
            placeholder={words.open}
            min={1}
            max={7}
            allowDecimal={false}
            value={place.daysPerWeek ?? ''}
            onChange={(days) =>
              onChange({ ...place, daysPerWeek: days === '' ? null : Number(days) })
            }
          />
        ) : null}
      </div>
    </fieldset>
  );
}

function HoursRow(props: {
  readonly hours: HoursDraft;
  /** Which line it is, to tell its fields from the others'. */
  readonly no: number;
  readonly onChange: (hours: HoursDraft) => void;
  readonly onRemove: () => void;
}) {
  const { hours, no, onChange } = props;
  return (
    <div className="doctor-hours">
      <WeekdayChips
        label={words.on}
        names={DAY_NAMES}
        chosen={hours.days}
        onChange={(days) => {
          if (days.length > 0) onChange({ ...hours, days });
        }}
      />
      {(['from', 'until'] as const).map((field) => (
        <TextInput
          key={field}
          size="xs"
          type="time"
          required
          aria-label={`${words[field]} ${no}`}
          value={hours[field]}
          onChange={(event) => onChange({ ...hours, [field]: event.currentTarget.value })}
        />
      ))}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${words.removeHours} ${no}`}
        onClick={props.onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}
