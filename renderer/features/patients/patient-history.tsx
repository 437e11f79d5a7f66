import { Button } from '@mantine/core';
import { useState } from 'react';
import { dayAt } from '../../../shared/time/day.ts';
import type { HistorySum, HistoryVisit } from '../../../shared/wire/desk/attendance.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { AttendanceStrip } from '../../ui/attendance-strip.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { attendanceWords, countsWords } from '../../words/attendance-words.ts';
import { loadWords } from '../../words/load-words.ts';
import { type Say, useSay } from '../../words/use-say.ts';
import { historyWords as words } from './history-words.ts';

type Before = { readonly startMs: number; readonly id: string } | null;

/** What became of a patient's visits: how they attended, what is usual, and each visit in pages. */
export function PatientHistory(props: {
  readonly patient: { readonly id: string; readonly name: string };
  readonly onLeave: () => void;
}) {
  const { patient, onLeave } = props;
  const say = useSay();
  const [openedMs] = useState(() => Date.now());
  const [turn, setTurn] = useState(0);
  /** Where each page that was turned to begins. */
  const [pages, setPages] = useState<readonly Before[]>([null]);
  const before = pages.at(-1) ?? null;
  const attendance = useAnswer({ kind: 'attendance', patientId: patient.id }, turn).answer;
  const { answer, state } = useAnswer(
    { kind: 'patient-history', patientId: patient.id, before },
    turn,
  );
  const last = answer?.visits.at(-1);
  return (
    <section className="page-form patient-history" aria-label={words.title(patient.name)}>
      <h2>{words.title(patient.name)}</h2>
      {attendance ? <AttendanceStrip {...attendanceWords(attendance, say, openedMs)} /> : null}
      {answer === null ? (
        <LoadState
          {...{ state, words: loadWords }}
          hasAnswer={false}
          onRetry={() => setTurn(turn + 1)}
        />
      ) : (
        <>
          <FactList facts={factsOf(answer.sum, say)} />
          {answer.visits.length === 0 ? <p>{words.none}</p> : null}
          <Visits visits={answer.visits} say={say} />
        </>
      )}
      <div className="page-actions">
        <Button
          variant="default"
          disabled={pages.length === 1}
          onClick={() => setPages(pages.slice(0, -1))}
        >
          {words.newer}
        </Button>
        <Button
          variant="default"
          disabled={!(answer?.more && last)}
          onClick={() => {
            if (last) setPages([...pages, { startMs: last.startMs, id: last.id }]);
          }}
        >
          {words.older}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {words.close}
        </Button>
      </div>
    </section>
  );
}

function Visits({ visits, say }: { readonly visits: readonly HistoryVisit[]; readonly say: Say }) {
  const zone = useBranch()?.zone;
  if (!zone) return null;
  const yearOf = (ms: number): string => dayAt(zone, ms).slice(0, 4);
  return (
    <SimpleTable
      head={[words.when, words.doctor, words.service, words.became, words.wait]}
      rows={visits.map((visit) => ({
        id: visit.id,
        cells: [
          `${say.day(visit.startMs)} ${yearOf(visit.startMs)}, ${say.time(visit.startMs)}`,
          say.doctor(visit.doctorId),
          say.service(visit.serviceId),
          words.end(visit),
          visit.waitMs === null ? '' : words.minutes(visit.waitMs),
        ],
      }))}
    />
  );
}

function factsOf({ counts, waits, usualDoctorId, usualWeekday, usualHour }: HistorySum, say: Say) {
  const usual = words.usual(usualWeekday, usualHour);
  return [
    { name: words.attended, value: countsWords(counts) },
    ...(counts.byPractice > 0
      ? [{ name: words.byPractice, value: String(counts.byPractice) }]
      : []),
    ...(waits ? [{ name: words.waited, value: words.waits(waits) }] : []),
    ...(usualDoctorId ? [{ name: words.usualDoctor, value: say.doctor(usualDoctorId) }] : []),
    ...(usual ? [{ name: words.usualTime, value: usual }] : []),
  ];
}
