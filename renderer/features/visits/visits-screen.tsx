import './visits.css';
import { Button, Menu } from '@mantine/core';
import { IconChecks, IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { OpenVisits } from '../../../shared/wire/desk/answers.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { loadWords } from '../../words/load-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './visits-words.ts';

type OpenVisit = OpenVisits['first'][number];
type Outcome = 'seen' | 'noShow' | 'byPatient' | 'byPractice';

/** What is still open of days that are over, each with the ways to close it. */
export function VisitsScreen() {
  const branchId = useBranch()?.branch.id ?? null;
  return <VisitsOf key={branchId} branchId={branchId} />;
}

function VisitsOf({ branchId }: { readonly branchId: string | null }) {
  const say = useSay();
  const [turn, setTurn] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { answer: came, state } = useAnswer(
    branchId === null ? null : { kind: 'open-visits', branchId },
    turn,
  );
  // The list stays while it is asked for anew: no row goes from under the pointer.
  const [answer, setAnswer] = useState(came);
  if (came !== null && came !== answer) setAnswer(came);
  const reload = (): void => setTurn((count) => count + 1);
  useOnDone(reload);
  const close = useClosing();
  const onClose = async (visit: OpenVisit, outcome: Outcome): Promise<void> => {
    const done = await close(visit, outcome);
    setRefusal(done.ok ? null : done.error);
    if (!done.ok) reload();
  };
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <p className="page-hint">{words.intro}</p>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={answer !== null} onRetry={reload} />
      {answer?.count === 0 ? (
        <EmptyState title={words.none} icon={<IconChecks size={32} stroke={1.5} />} />
      ) : null}
      {answer ? <p>{words.some(answer.count, answer.first.length)}</p> : null}
      <VisitsTable
        visits={answer?.first ?? []}
        onClose={(visit, outcome) => void onClose(visit, outcome)}
      />
    </section>
  );
}

/** Something was done at this desk, or taken back. */
function useOnDone(react: () => void): void {
  const { client } = useDesk();
  const now = useRef(react);
  now.current = react;
  useEffect(
    () =>
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) now.current();
      }),
    [client],
  );
}

function useClosing() {
  const { intents } = useDesk();
  return (visit: OpenVisit, outcome: Outcome): Promise<IntentAnswer> => {
    const { appointmentId, status: seen } = visit;
    const said = words.done(visit.patientName, words[outcome].toLowerCase());
    const by = CALLED_OFF_BY[outcome];
    if (by !== null) {
      const why = { reason: words.cancelReasons[by], by, seen };
      return intents.send('cancel', { appointmentId, ...why }, said);
    }
    const status = outcome === 'seen' ? 'completed' : 'no-show';
    return intents.send('set-status', { appointmentId, status, seen }, said);
  };
}

const SHOWN: readonly Outcome[] = ['seen', 'noShow'];
const CALLED_OFF: readonly Outcome[] = ['byPatient', 'byPractice'];

/** What the practice called off never counts against the patient. */
const CALLED_OFF_BY = {
  seen: null,
  noShow: null,
  byPatient: 'patient',
  byPractice: 'practice',
} as const;

interface Closing {
  readonly onClose: (visit: OpenVisit, outcome: Outcome) => void;
}

function Outcomes({ visit, onClose }: Closing & { readonly visit: OpenVisit }) {
  return (
    <div className="visit-outcomes">
      {SHOWN.map((outcome) => (
        <Button
          key={outcome}
          size="compact-sm"
          variant="default"
          aria-label={words.done(visit.patientName, words[outcome])}
          onClick={() => onClose(visit, outcome)}
        >
          {words[outcome]}
        </Button>
      ))}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            aria-label={words.done(visit.patientName, words.calledOff)}
          >
            {words.calledOff}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {CALLED_OFF.map((outcome) => (
            <Menu.Item key={outcome} onClick={() => onClose(visit, outcome)}>
              {words[outcome]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function VisitsTable(props: Closing & { readonly visits: readonly OpenVisit[] }) {
  const say = useSay();
  return (
    <SimpleTable
      head={[words.when, words.patient, words.doctor, words.last, words.outcome]}
      rows={props.visits.map((visit) => ({
        id: visit.appointmentId,
        cells: [
          `${say.day(visit.startMs)}, ${say.time(visit.startMs)}`,
          [visit.patientName, visit.patientPhone].filter(Boolean).join(' · '),
          say.doctor(visit.doctorId),
          words.status[visit.status as keyof typeof words.status],
          <Outcomes key="outcomes" visit={visit} onClose={props.onClose} />,
        ],
      }))}
    />
  );
}
