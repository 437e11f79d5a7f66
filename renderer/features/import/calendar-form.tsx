import { Button } from '@mantine/core';
import { useState } from 'react';
import { addDays, dayAt } from '../../../shared/time/day.ts';
import type {
  CalendarInspection,
  CalendarMapping,
} from '../../../shared/wire/desk/import-calendar.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { CalendarFields } from './calendar-fields.tsx';
import type { FetchedCalendar } from './import-step.ts';
import { words } from './import-words.ts';
import { KeepFields } from './keep-fields.tsx';

/** As far ahead as most plans of a doctor go. */
const DAYS_AHEAD = 365;

/** What the events of a calendar become, chosen by whoever knows whose they are. */
export function CalendarForm(props: {
  readonly inspection: CalendarInspection;
  /** As it was chosen before the last check; null at first. */
  readonly chosen: CalendarMapping | null;
  /** How it is to be kept up with; null for a file. */
  readonly fetched: FetchedCalendar | null;
  readonly isBusy: boolean;
  readonly onCheck: (mapping: CalendarMapping, fetched: FetchedCalendar | null) => void;
}) {
  const { inspection } = props;
  const [fetched, setFetched] = useState(props.fetched);
  const { mapping, change } = useCalendarMapping(
    inspection,
    props.chosen,
    fetched?.isKnown === true,
  );
  if (mapping === null) return null;
  const facts = [
    { name: words.calendar, value: inspection.name || inspection.fileName },
    { name: words.events, value: inspection.events.toLocaleString() },
    { name: words.series, value: inspection.series.toLocaleString() },
    { name: words.zone, value: inspection.zone ?? words.branchZone },
    { name: words.titles, value: inspection.titles.join(' · ') },
  ];
  return (
    <>
      {inspection.remembered && !fetched ? (
        <Notice tone="ok" title={words.calendarRemembered} />
      ) : null}
      <FactList facts={facts.filter(({ value }) => value !== '')} />
      <CalendarFields
        mapping={mapping}
        onChange={change}
        keeping={fetched === null ? 'not' : fetched.isKnown ? 'known' : 'new'}
      />
      {fetched ? (
        <KeepFields keep={fetched.keep} onChange={(keep) => setFetched({ ...fetched, keep })} />
      ) : null}
      <div>
        <Button
          loading={props.isBusy}
          disabled={fetched?.keep.name.trim() === ''}
          onClick={() => props.onCheck(asKept(mapping, fetched), fetched)}
        >
          {words.checkCalendar}
        </Button>
      </div>
    </>
  );
}

/** One that is kept up with takes what it takes, and gives up what it gives up. */
const asKept = (mapping: CalendarMapping, fetched: FetchedCalendar | null): CalendarMapping =>
  fetched ? { ...mapping, affected: 'displace', removesGone: true } : mapping;

function useCalendarMapping(
  { remembered }: CalendarInspection,
  chosen: CalendarMapping | null,
  /** It stays at the branch it was kept for, whichever is on the screen. */
  staysThere: boolean,
) {
  const place = useBranch();
  const doctors = useRows('doctors');
  const [changes, setChanges] = useState<Partial<CalendarMapping>>(chosen ?? {});
  const change = (more: Partial<CalendarMapping>): void => setChanges({ ...changes, ...more });
  const [firstDoctor] = doctors.keys();
  const before = remembered && doctors.has(remembered.doctorId) ? remembered : null;
  const doctorId = changes.doctorId ?? before?.doctorId ?? firstDoctor;
  if (!place || doctorId === undefined) return { mapping: null, change };
  const today = dayAt(place.zone, Date.now());
  const mapping: CalendarMapping = {
    ...{ become: 'time-off', timeOffKind: 'leave', keepsTitles: false, slotMin: 15 },
    ...{ removesGone: true, affected: null },
    ...before,
    ...{ firstDay: today, lastDay: addDays(today, DAYS_AHEAD) },
    ...changes,
    ...{ subject: 'calendar', doctorId },
    branchId: (staysThere && chosen?.branchId) || place.branch.id,
  };
  return { mapping, change };
}
