import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { addMonths, daysOfMonthPage, startOfMonth } from '../grid/wall-arithmetic.ts';
import { useScheduleFormat } from '../schedule-format.ts';
import { words } from '../schedule-words.ts';

/** A month to pick a day from. Small on purpose: the kit's own brings 55 kB for the same. */
export function DatePicker(props: {
  readonly dayMs: number;
  readonly todayMs: number;
  readonly onPick: (dayMs: number) => void;
}) {
  const format = useScheduleFormat();
  const [monthMs, setMonthMs] = useState(() => startOfMonth(props.dayMs));
  const days = daysOfMonthPage(monthMs);
  return (
    <div className="date-picker">
      <div className="date-picker-head">
        <MonthStep
          label={words.previous.month}
          onStep={() => setMonthMs(addMonths(monthMs, -1))}
          icon={<IconChevronLeft size={16} />}
        />
        <b aria-live="polite">
          {format.month(monthMs)} {format.year(monthMs)}
        </b>
        <MonthStep
          label={words.next.month}
          onStep={() => setMonthMs(addMonths(monthMs, 1))}
          icon={<IconChevronRight size={16} />}
        />
      </div>
      <div className="date-picker-days">
        {days.slice(0, 7).map((dayMs) => (
          <span key={dayMs} aria-hidden="true">
            {format.weekday(dayMs).slice(0, 2)}
          </span>
        ))}
        {days.map((dayMs) => (
          <UnstyledButton
            key={dayMs}
            aria-label={`${format.longDay(dayMs)} ${format.year(dayMs)}`}
            aria-current={dayMs === props.todayMs ? 'date' : undefined}
            aria-pressed={dayMs === props.dayMs}
            data-outside={startOfMonth(dayMs) !== monthMs || undefined}
            onClick={() => props.onPick(dayMs)}
          >
            {new Date(dayMs).getUTCDate()}
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}

function MonthStep(props: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onStep: () => void;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      aria-label={props.label}
      onClick={props.onStep}
    >
      {props.icon}
    </ActionIcon>
  );
}
