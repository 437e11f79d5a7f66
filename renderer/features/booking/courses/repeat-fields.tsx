import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import {
  COURSE_VISITS_MAX,
  COURSE_VISITS_MIN,
  COURSE_WINDOWS,
  RHYTHM_EVERY_MAX,
  RHYTHM_UNITS,
} from '../../../../shared/model/choices.ts';
import type { RepeatWish, Repetition } from '../../../../shared/model/course.ts';
import { isDay } from '../../../../shared/time/day.ts';
import { words } from './course-words.ts';

/** How visits come again, and what is taken where a time is not free. */
export type Repeating = Pick<RepeatWish, 'repetition' | 'window' | 'anyDoctor'>;

export function RepeatFields(props: {
  readonly value: Repeating;
  /** The day on which the visits end unless another is chosen. */
  readonly lastDay: string;
  readonly onChange: (value: Repeating) => void;
}) {
  const { value, onChange } = props;
  const { repetition } = value;
  const change = (changed: Partial<Repetition>): void =>
    onChange({ ...value, repetition: { ...repetition, ...changed } });
  return (
    <>
      <div className="two-fields">
        <Count
          label={words.every}
          {...{ value: repetition.every, min: 1, max: RHYTHM_EVERY_MAX }}
          onChange={(every) => change({ every })}
        />
        <Select
          label={words.unit}
          allowDeselect={false}
          value={repetition.unit}
          data={RHYTHM_UNITS.map((unit) => ({ value: unit, label: words.units[unit] }))}
          onChange={(unit) => change({ unit: unit as Repetition['unit'] })}
        />
      </div>
      <EndFields end={repetition.end} lastDay={props.lastDay} onChange={(end) => change({ end })} />
      <Select
        label={words.window}
        allowDeselect={false}
        value={value.window}
        data={COURSE_WINDOWS.map((one) => ({ value: one, label: words.windows[one] }))}
        onChange={(window) => onChange({ ...value, window: window as Repeating['window'] })}
      />
      <Checkbox
        label={words.anyDoctor}
        checked={value.anyDoctor}
        onChange={(event) => onChange({ ...value, anyDoctor: event.currentTarget.checked })}
      />
    </>
  );
}

const FIRST_COUNT = 6;

function EndFields(props: {
  readonly end: Repetition['end'];
  readonly lastDay: string;
  readonly onChange: (end: Repetition['end']) => void;
}) {
  const { end, onChange } = props;
  return (
    <div className="two-fields">
      <Select
        label={words.ends}
        allowDeselect={false}
        value={end.kind}
        data={[
          { value: 'count', label: words.afterVisits },
          { value: 'until', label: words.onDay },
        ]}
        onChange={(kind) =>
          onChange(
            kind === 'until'
              ? { kind: 'until', day: props.lastDay }
              : { kind: 'count', count: FIRST_COUNT },
          )
        }
      />
      {end.kind === 'count' ? (
        <Count
          label={words.visits}
          {...{ value: end.count, min: COURSE_VISITS_MIN, max: COURSE_VISITS_MAX }}
          onChange={(count) => onChange({ kind: 'count', count })}
        />
      ) : (
        <TextInput
          label={words.lastDay}
          type="date"
          value={end.day}
          onChange={({ currentTarget: { value: day } }) => {
            if (isDay(day)) onChange({ kind: 'until', day });
          }}
        />
      )}
    </div>
  );
}

function Count(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const { onChange, ...field } = props;
  return (
    <NumberInput
      {...field}
      clampBehavior="strict"
      allowDecimal={false}
      onChange={(value) => {
        if (typeof value === 'number' && value >= props.min) onChange(value);
      }}
    />
  );
}
