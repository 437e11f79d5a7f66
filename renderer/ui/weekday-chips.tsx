import { Chip } from '@mantine/core';
import type { Weekday } from '../../shared/time/day.ts';

/** Days of the week to choose from, Monday first, after what they are for. */
export function WeekdayChips(props: {
  readonly label: string;
  readonly names: readonly string[];
  readonly chosen: readonly Weekday[];
  /** In the order of the week. */
  readonly onChange: (chosen: readonly Weekday[]) => void;
}) {
  return (
    <Chip.Group
      multiple
      value={props.chosen.map(String)}
      onChange={(days) => props.onChange(days.map((day) => Number(day) as Weekday).sort())}
    >
      <div className="weekday-chips">
        <span>{props.label}</span>
        {props.names.map((name, i) => (
          <Chip key={name} size="xs" value={String(i + 1)}>
            {name}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  );
}
