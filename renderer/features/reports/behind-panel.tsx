import { Drawer, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ReportVisit } from '../../../shared/model/report.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRows } from '../../replica/rows-store.ts';
import { select, useView } from '../../state/view-store.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { loadWords } from '../../words/load-words.ts';
import { useSay } from '../../words/use-say.ts';
import { reportRefusalWords, words } from './reports-words.ts';
import type { Pointed } from './use-reports.ts';

/** The appointments behind a mark; each can be opened where it is. */
export function BehindPanel(props: { readonly pointed: Pointed; readonly onClose: () => void }) {
  const { title, scope, drill } = props.pointed;
  const [turn, setTurn] = useState(0);
  const { answer, state } = useAnswer({ kind: 'report-visits', ...scope, drill }, turn);
  const found = answer?.ok ? answer.value : null;
  return (
    <Drawer.Root opened position="right" size="min(640px, 92vw)" onClose={props.onClose}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <SidePanel title={title} closeLabel={words.close} onClose={props.onClose}>
          <LoadState
            {...{ state, words: loadWords }}
            hasAnswer={answer !== null}
            onRetry={() => setTurn(turn + 1)}
          />
          {answer?.ok === false ? (
            <Notice tone="warn" title={reportRefusalWords(answer.error)} />
          ) : null}
          {found ? <p>{words.behindCount(found.count, found.first.length)}</p> : null}
          <VisitsTable visits={found?.first ?? []} />
        </SidePanel>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function VisitsTable({ visits }: { readonly visits: readonly ReportVisit[] }) {
  const say = useSay();
  const open = useOpening();
  return (
    <SimpleTable
      head={[words.when, words.patient, words.doctor, words.service, words.status]}
      rows={visits.map((visit) => ({
        id: visit.appointmentId,
        cells: [
          `${say.day(visit.startMs)}, ${say.time(visit.startMs)}`,
          <UnstyledButton
            key="open"
            className="compared-name"
            aria-label={words.open(visit.patientName || words.unnamed)}
            onClick={() => open(visit)}
          >
            {visit.patientName || words.unnamed}
          </UnstyledButton>,
          say.doctor(visit.doctorId),
          visit.serviceName,
          words.statuses[visit.status as keyof typeof words.statuses] ?? visit.status,
        ],
      }))}
    />
  );
}

/** Leads to an appointment in the schedule of its day. */
function useOpening() {
  const branches = useRows('branches');
  return ({ appointmentId, branchId, startMs }: ReportVisit): void => {
    const zone = knownTimeZone(branches.get(branchId)?.timeZone ?? 'UTC');
    useView.setState({ day: dayAt(zone, startMs), view: 'day', branchId });
    select(appointmentId);
    location.hash = '/schedule';
  };
}
