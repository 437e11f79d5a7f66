import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { BackgroundView, DoctorColumn, MonthCell } from '../../../state/event-view.ts';
import { useScheduleFormat } from '../schedule-format.ts';
import { words } from '../schedule-words.ts';

const DOCTORS_SHOWN = 4;
/** A line of marks stands in the place of a doctor. */
const DOCTORS_BESIDE_MARKS = 3;
const MARKS_SHOWN = 2;

export function MonthDay(props: {
  readonly dayMs: number;
  readonly isToday: boolean;
  readonly isOutside: boolean;
  readonly doctors: readonly DoctorColumn[];
  readonly cells: readonly MonthCell[];
  /** What the time of anybody carries on the day. */
  readonly marks: readonly BackgroundView[];
  readonly onOpen: (dayMs: number) => void;
}) {
  const format = useScheduleFormat();
  const appointments = props.cells.reduce((sum, cell) => sum + cell.appointments, 0);
  const displaced = props.cells.reduce((sum, cell) => sum + cell.displaced, 0);
  const busy = props.cells.filter((cell) => cell.appointments > 0 || cell.away);
  const shown = props.marks.length > 0 ? DOCTORS_BESIDE_MARKS : DOCTORS_SHOWN;
  const more = busy.length - shown;
  return (
    <li className="month-day" data-outside={props.isOutside || undefined}>
      <UnstyledButton
        className="month-open"
        aria-current={props.isToday ? 'date' : undefined}
        onClick={() => props.onOpen(props.dayMs)}
      >
        <span className="month-date">
          <time data-today={props.isToday || undefined}>
            <span aria-hidden="true">{new Date(props.dayMs).getUTCDate()}</span>
            <span className="visually-hidden">{format.longDay(props.dayMs)}</span>
          </time>
          {displaced > 0 ? (
            <span className="month-displaced">
              <IconAlertTriangle size={12} aria-hidden="true" />
              <span aria-hidden="true">{displaced}</span>
              <span className="visually-hidden"> {words.displacedCount(displaced)}</span>
            </span>
          ) : null}
          {appointments > 0 ? (
            <em>
              {appointments} <span>{words.appointmentsOf(appointments)}</span>
            </em>
          ) : null}
        </span>
        {props.marks.length > 0 ? <MonthMarks marks={props.marks} /> : null}
        {busy.slice(0, shown).map((cell) => (
          <MonthDoctor
            key={cell.doctorId}
            cell={cell}
            doctor={props.doctors.find((doctor) => doctor.id === cell.doctorId)}
          />
        ))}
        {more > 0 ? <span className="month-more">{words.moreDoctors(more)}</span> : null}
      </UnstyledButton>
    </li>
  );
}

function MonthMarks({ marks }: { readonly marks: readonly BackgroundView[] }) {
  const more = marks.length - MARKS_SHOWN;
  return (
    <span className="month-marks">
      <span className="visually-hidden">{words.marksOf(marks.map(({ title }) => title))}</span>
      {marks.slice(0, MARKS_SHOWN).map(({ title, hue }) => (
        <span key={title} className="month-mark" data-hue={hue} aria-hidden="true">
          {title}
        </span>
      ))}
      {more > 0 ? <span aria-hidden="true">+{more}</span> : null}
    </span>
  );
}

function MonthDoctor(props: {
  readonly cell: MonthCell;
  readonly doctor: DoctorColumn | undefined;
}) {
  const { cell, doctor } = props;
  return (
    <span className="month-doctor" data-away={cell.away || undefined}>
      <abbr title={doctor?.name}>{doctor?.initials}</abbr>
      <span className="use-bar" aria-hidden="true">
        <i style={{ width: `${Math.min(100, (cell.utilisation ?? 0) * 100)}%` }} />
      </span>
      <b>{cell.away ? words.away : cell.appointments}</b>
    </span>
  );
}
