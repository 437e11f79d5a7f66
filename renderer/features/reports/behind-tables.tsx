import { UnstyledButton } from '@mantine/core';
import type { ReportSession, ReportVisit, ReportWalkIn } from '../../../shared/model/report.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import { useRows } from '../../replica/rows-store.ts';
import { select, useView } from '../../state/view-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { instantWords } from '../../words/instant-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './reports-words.ts';

const MINUTE_MS = 60_000;

/** Appointments; each can be opened where it is. */
export function VisitsTable({ visits }: { readonly visits: readonly ReportVisit[] }) {
  const say = useSay();
  const { when, isMany, showDay } = usePlaces(visits);
  const open = (visit: ReportVisit): void => {
    showDay(visit.branchId, visit.startMs);
    select(visit.appointmentId);
  };
  return (
    <SimpleTable
      head={[
        ...[words.when, ...(isMany ? [words.branch] : []), words.patient, words.doctor],
        ...[words.service, words.status],
      ]}
      rows={visits.map((visit) => ({
        id: visit.appointmentId,
        cells: [
          when(visit.branchId, visit.startMs),
          ...(isMany ? [say.branch(visit.branchId)] : []),
          <OpenButton
            key="open"
            label={words.open(visit.patientName || words.unnamed)}
            shown={visit.patientName || words.unnamed}
            onOpen={() => open(visit)}
          />,
          say.doctor(visit.doctorId),
          visit.serviceName,
          words.statuses[visit.status as keyof typeof words.statuses] ?? visit.status,
        ],
      }))}
    />
  );
}

/** Sessions that went on for longer than planned; each leads to its day. */
export function SessionsTable({ sessions }: { readonly sessions: readonly ReportSession[] }) {
  const say = useSay();
  const { when, time, isMany, showDay } = usePlaces(sessions);
  return (
    <SimpleTable
      head={[
        ...[words.when, ...(isMany ? [words.branch] : []), words.doctor],
        ...[words.planned, words.overAt, words.overBy],
      ]}
      rows={sessions.map(({ sessionId, branchId, doctorId, startMs, endMs, overAtMs }) => ({
        id: sessionId,
        cells: [
          <OpenButton
            key="open"
            label={words.openDay(say.doctor(doctorId), when(branchId, startMs))}
            shown={when(branchId, startMs)}
            onOpen={() => showDay(branchId, startMs)}
          />,
          ...(isMany ? [say.branch(branchId)] : []),
          say.doctor(doctorId),
          time(branchId, endMs),
          time(branchId, overAtMs),
          words.minutesOver(Math.ceil((overAtMs - endMs) / MINUTE_MS)),
        ],
      }))}
    />
  );
}

/** Who came without an appointment; each leads to their day, and to the visit that was made of it. */
export function WalkInsTable({ walkIns }: { readonly walkIns: readonly ReportWalkIn[] }) {
  const say = useSay();
  const { when, isMany, showDay } = usePlaces(walkIns);
  const open = ({ branchId, joinedMs, appointmentId }: ReportWalkIn): void => {
    showDay(branchId, joinedMs);
    if (appointmentId !== null) select(appointmentId);
  };
  return (
    <SimpleTable
      head={[
        ...[words.cameAt, ...(isMany ? [words.branch] : []), words.patient, words.doctor],
        ...[words.service, words.outcome],
      ]}
      rows={walkIns.map((one) => ({
        id: one.entryId,
        cells: [
          when(one.branchId, one.joinedMs),
          ...(isMany ? [say.branch(one.branchId)] : []),
          <OpenButton
            key="open"
            label={words.openDay(
              one.patientName || words.unnamed,
              when(one.branchId, one.joinedMs),
            )}
            shown={one.patientName || words.unnamed}
            onOpen={() => open(one)}
          />,
          one.doctorId === null ? words.anyDoctor : say.doctor(one.doctorId),
          one.serviceName,
          [words.queueStates[one.state as keyof typeof words.queueStates], one.reason]
            .filter(Boolean)
            .join(': '),
        ],
      }))}
    />
  );
}

function OpenButton(props: {
  readonly label: string;
  readonly shown: string;
  readonly onOpen: () => void;
}) {
  return (
    <UnstyledButton className="compared-name" aria-label={props.label} onClick={props.onOpen}>
      {props.shown}
    </UnstyledButton>
  );
}

/** Times by the clocks of each row's own branch, and the way to a day of its schedule. */
function usePlaces(rows: readonly { readonly branchId: string }[]) {
  const branches = useRows('branches');
  const zoneOf = (branchId: string): string => branches.get(branchId)?.timeZone ?? 'UTC';
  const showDay = (branchId: string, atMs: number): void => {
    const day = dayAt(knownTimeZone(zoneOf(branchId)), atMs);
    useView.setState({ day, view: 'day', branchId });
    location.hash = '/schedule';
  };
  const time = (branchId: string, ms: number): string => instantWords(zoneOf(branchId)).time(ms);
  return {
    ...{ time, showDay, isMany: new Set(rows.map(({ branchId }) => branchId)).size > 1 },
    when: (branchId: string, ms: number): string =>
      `${instantWords(zoneOf(branchId)).day(ms)}, ${time(branchId, ms)}`,
  };
}
