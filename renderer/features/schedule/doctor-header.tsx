import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import type { DoctorColumn } from '../../state/event-view.ts';
import { openRights } from '../../state/view-store.ts';
import { words } from './schedule-words.ts';

/** Name, speciality and how full the day is. */
export const DoctorHeader = memo(function DoctorHeader(props: { readonly doctor: DoctorColumn }) {
  const { doctor } = props;
  return (
    <div className="doctor-header" data-away={doctor.away || undefined}>
      <div className="doctor-who">
        <UnstyledButton
          className="doctor-avatar"
          // The name holds what one sees (WCAG 2.5.3).
          aria-label={`${doctor.initials}: ${words.workingTime(doctor.name)}`}
          title={words.workingTime(doctor.name)}
          // The grid is one stop; by keyboard the palette has the same.
          tabIndex={-1}
          onClick={() => openRights(doctor.id)}
        >
          {doctor.initials}
        </UnstyledButton>
        <div className="doctor-name">
          <b className="doctor-title" title={doctor.name}>
            {doctor.name}
          </b>
          {doctor.lateMin > 0 ? (
            <span className="doctor-late">{words.late(doctor.lateMin)}</span>
          ) : (
            <span title={aboutOf(doctor)}>{aboutOf(doctor)}</span>
          )}
        </div>
      </div>
      <Utilisation doctor={doctor} />
    </div>
  );
});

/** Where, with whom and what: what is of the day first, since little of it may fit. */
const aboutOf = ({ rooms, sharedWith, speciality }: DoctorColumn): string =>
  [sharedWith && words.sharedWith(sharedWith), rooms, speciality].filter(Boolean).join(' · ');

function Utilisation(props: { readonly doctor: DoctorColumn }) {
  const { utilisation, away } = props.doctor;
  const percent = Math.round((utilisation ?? 0) * 100);
  const label = away ? words.away : utilisation === null ? words.noHours : `${percent}%`;
  return (
    <div className="doctor-use">
      <span className="use-bar" aria-hidden="true">
        <i style={{ width: `${away ? 0 : Math.min(100, percent)}%` }} />
      </span>
      <em>{label}</em>
    </div>
  );
}
