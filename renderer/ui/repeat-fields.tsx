import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import type { Weekday } from '../../shared/time/day.ts';
import { REPEATS_EVERY_MAX, type Repetition } from '../../shared/time/repetition.ts';
import './repeat-fields.css';
import { WeekdayChips } from './weekday-chips.tsx';

const BYS = ['days', 'weeks', 'months'] as const;

interface RepeatLabels {
  readonly howOften: string;
  readonly by: Readonly<Record<Repetition['by'], string>>;
  readonly every: Readonly<Record<Repetition['by'], string>>;
  readonly on: string;
  readonly place: string;
  readonly places: Readonly<Record<string, string>>;
  readonly day: string;
}

interface RepeatProps {
  /** null stands for `without`. */
  readonly value: Repetition | null;
  /** What is chosen when it comes again first. */
  readonly weekday: Weekday;
  readonly words: RepeatLabels;
  /** The days of the week, Monday first. */
  readonly names: readonly string[];
  readonly onChange: (value: Repetition | null) => void;
}

/** How often: every so many days, weeks or months, on which days; or `without` any of it. */
export function RepeatFields(props: RepeatProps & { readonly without?: string }) {
  const { value, weekday, words, without } = props;
  const by = BYS.map((one) => ({ value: one, label: words.by[one] }));
  const choose = (to: string): void => {
    const chosen = BYS.find((one) => one === to);
    props.onChange(chosen ? startOf(chosen) : null);
  };
  const startOf = (chosen: Repetition['by']): Repetition => {
    const weekdays = value && value.weekdays.length > 0 ? value.weekdays : [weekday];
    const place = value?.place ?? 1;
    return {
      ...{ by: chosen, every: 1, place },
      weekdays: chosen === 'months' ? weekdays.slice(0, 1) : weekdays,
    };
  };
  return (
    <div className="repeat-fields">
      <SegmentedControl
        aria-label={words.howOften}
        size="xs"
        fullWidth
        value={value?.by ?? 'without'}
        onChange={choose}
        data={without === undefined ? by : [{ value: 'without', label: without }, ...by]}
      />
      {value ? <DaysFields {...props} value={value} /> : null}
    </div>
  );
}

function DaysFields(props: RepeatProps & { readonly value: Repetition }) {
  const { value, words, names, onChange } = props;
  return (
    <>
      <div className="repeat-row">
        <NumberInput
          label={words.every[value.by]}
          min={1}
          max={REPEATS_EVERY_MAX}
          allowDecimal={false}
          value={value.every}
          onChange={(every) => onChange({ ...value, every: Number(every) || 1 })}
        />
        {value.by === 'months' ? <MonthFields {...props} /> : null}
      </div>
      {value.by === 'weeks' ? (
        <WeekdayChips
          label={words.on}
          names={names}
          chosen={value.weekdays}
          onChange={(weekdays) => {
            if (weekdays.length > 0) onChange({ ...value, weekdays });
          }}
        />
      ) : null}
    </>
  );
}

function MonthFields(props: RepeatProps & { readonly value: Repetition }) {
  const { value, words, onChange } = props;
  const [weekday] = value.weekdays;
  // Numbers stand before names in an object, and the last of them is written -1.
  const places = ['1', '2', '3', '4', '-1'];
  return (
    <>
      <Select
        label={words.place}
        allowDeselect={false}
        value={String(value.place)}
        data={places.map((place) => ({ value: place, label: words.places[place] ?? place }))}
        onChange={(place) => onChange({ ...value, place: Number(place ?? value.place) })}
      />
      <Select
        label={words.day}
        allowDeselect={false}
        value={String(weekday ?? props.weekday)}
        data={props.names.map((name, i) => ({ value: String(i + 1), label: name }))}
        onChange={(day) => onChange({ ...value, weekdays: [Number(day ?? weekday) as Weekday] })}
      />
    </>
  );
}
