import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { ServiceLegend as LegendItem, ScheduleViewName } from '../../../state/event-view.ts';
import { add } from '../grid/wall-arithmetic.ts';
import { words } from '../schedule-words.ts';
import { ScheduleTitle } from './schedule-title.tsx';
import { ServiceLegend } from './service-legend.tsx';

const VIEW_NAMES = ['day', 'week', 'month'] as const;

/** Today, back, forth, the date, the legend, and day, week or month. */
export const ScheduleToolbar = memo(function ScheduleToolbar(props: {
  readonly view: ScheduleViewName;
  readonly dayMs: number;
  readonly todayMs: number;
  readonly services: readonly LegendItem[];
  /** Which doctors: a pager or a choice, by view. */
  readonly doctorTools: ReactNode;
  readonly onView: (view: ScheduleViewName) => void;
  readonly onGoTo: (dayMs: number) => void;
}) {
  const { view, dayMs, onGoTo } = props;
  return (
    <div className="schedule-toolbar" role="toolbar" aria-label={words.calendarTools}>
      <div className="schedule-nav">
        <Button
          variant="default"
          size="compact-sm"
          h={30}
          px={12}
          onClick={() => onGoTo(props.todayMs)}
        >
          {words.today}
        </Button>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={words.previous[view]}
          onClick={() => onGoTo(add(dayMs, -1, view))}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={words.next[view]}
          onClick={() => onGoTo(add(dayMs, 1, view))}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
        <ScheduleTitle view={view} dayMs={dayMs} todayMs={props.todayMs} onGoTo={onGoTo} />
      </div>
      <ServiceLegend services={props.services} />
      <div className="schedule-choice">
        {props.doctorTools}
        <SegmentedControl<ScheduleViewName>
          size="xs"
          value={view}
          onChange={props.onView}
          aria-label={words.view}
          data={VIEW_NAMES.map((value) => ({ value, label: words.views[value] }))}
        />
      </div>
    </div>
  );
});
