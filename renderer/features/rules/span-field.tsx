import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { words } from './rules-words.ts';

const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 } as const;
type Unit = keyof typeof MINUTES;

const unitOf = (minutes: number): Unit =>
  minutes % MINUTES.days === 0 ? 'days' : minutes % MINUTES.hours === 0 ? 'hours' : 'minutes';

/** A span of time in the unit that people would say it in. */
export function SpanField(props: {
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}) {
  const [unit, setUnit] = useState<Unit>(() => unitOf(props.minutes));
  const count = Math.max(1, Math.round(props.minutes / MINUTES[unit]));
  return (
    <>
      <NumberInput
        label={words.atLeast}
        min={1}
        max={Math.floor((8 * 7 * MINUTES.days) / MINUTES[unit])}
        allowDecimal={false}
        value={count}
        onChange={(value) =>
          props.onChange((typeof value === 'number' ? value : 1) * MINUTES[unit])
        }
      />
      <Select
        label={words.unit}
        allowDeselect={false}
        value={unit}
        data={Object.entries(words.units).map(([value, label]) => ({ value, label }))}
        onChange={(value) => {
          const next = (value as Unit | null) ?? unit;
          setUnit(next);
          props.onChange(count * MINUTES[next]);
        }}
      />
    </>
  );
}
