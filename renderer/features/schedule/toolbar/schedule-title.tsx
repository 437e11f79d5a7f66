import { Popover, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { ScheduleViewName } from '../../../state/event-view.ts';
import { DAY_MS, startOfWeek } from '../grid/wall-arithmetic.ts';
import type { WallFormat } from '../grid/wall-format.ts';
import { useScheduleFormat } from '../schedule-format.ts';
import { words } from '../schedule-words.ts';
import { DatePicker } from './date-picker.tsx';

/** The date as the page's heading, which opens a month to jump from. */
export function ScheduleTitle(props: {
  readonly view: ScheduleViewName;
  readonly dayMs: number;
  readonly todayMs: number;
  readonly onGoTo: (dayMs: number) => void;
}) {
  const [opened, setOpened] = useState(false);
  const format = useScheduleFormat();
  return (
    <h1>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton
            className="schedule-title"
            title={words.goToDate}
            onClick={() => setOpened(!opened)}
          >
            {titleOf(props.view, props.dayMs, format)} <span>{format.year(props.dayMs)}</span>
            <IconChevronDown size={14} aria-hidden="true" />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <DatePicker
            dayMs={props.dayMs}
            todayMs={props.todayMs}
            onPick={(dayMs) => {
              setOpened(false);
              props.onGoTo(dayMs);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </h1>
  );
}

function titleOf(view: ScheduleViewName, dayMs: number, format: WallFormat): string {
  if (view === 'day') return format.longDay(dayMs);
  if (view === 'month') return format.month(dayMs);
  const weekMs = startOfWeek(dayMs);
  return `${format.dayAndMonth(weekMs)} – ${format.dayAndMonth(weekMs + 6 * DAY_MS)}`;
}
