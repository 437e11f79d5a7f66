import './time-off.css';
import { Button } from '@mantine/core';
import { IconBeach, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { TimeOff } from '../../../shared/model/time-off.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { useAnswersForBranch, useSession } from '../../state/session-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { absenceWords } from './absence-words.ts';
import { ClosuresPart } from './closures-part.tsx';
import { TimeOffForm } from './time-off-form.tsx';
import { words } from './time-off-words.ts';

/** Who is away from now on, and the form to enter it. */
export function TimeOffScreen() {
  const { intents } = useDesk();
  const say = useSay();
  const place = useBranch();
  const { mayEnter } = useMayEnter();
  const { answer: timesOff, state, reload } = useAsked('times-off');
  const [isOpen, setOpen] = useState(false);
  const [isTelling, setTelling] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const remove = async (timeOffId: string): Promise<void> => {
    const answer = await intents.send('remove-time-off', { timeOffId }, words.removed);
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <section className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        {mayEnter ? (
          <Button
            leftSection={<IconPlus size={15} />}
            disabled={isOpen}
            onClick={() => setOpen(true)}
          >
            {words.add}
          </Button>
        ) : null}
      </div>
      <p className="page-hint">{words.intro}</p>
      {isTelling ? <TellingNotice /> : null}
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {isOpen && place ? (
        <TimeOffForm
          place={place}
          onLeave={(tells) => {
            setOpen(false);
            setTelling(tells);
          }}
        />
      ) : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={timesOff !== null} onRetry={reload} />
      {timesOff?.length === 0 && !isOpen ? (
        <EmptyState title={words.none} icon={<IconBeach size={32} stroke={1.5} />} />
      ) : null}
      {timesOff && timesOff.length > 0 ? (
        <TimesOffTable timesOff={timesOff} onRemove={(id) => void remove(id)} />
      ) : null}
      {place ? <ClosuresPart place={place} /> : null}
    </section>
  );
}

/** How far that is, and whom to call, stands on a screen of its own. */
function TellingNotice() {
  const open = (): void => {
    location.hash = '/messages';
  };
  return (
    <Notice
      tone="accent"
      title={words.telling}
      action={
        <Button size="compact-xs" variant="subtle" onClick={open}>
          {words.seeTold}
        </Button>
      }
    />
  );
}

/** Those who answer for the branch enter anybody's, doctors their own. */
function useMayEnter() {
  const answers = useAnswersForBranch();
  const own = useSession(({ me }) => me?.doctorId ?? null);
  return { mayEnter: answers || own !== null, isMine: (id: string) => answers || id === own };
}

function TimesOffTable(props: {
  readonly timesOff: readonly TimeOff[];
  readonly onRemove: (id: string) => void;
}) {
  const say = useSay();
  const { isMine } = useMayEnter();
  const rooms = useRows('rooms');
  const nowMs = Date.now();
  return (
    <table className="table-plain">
      <thead>
        <tr>
          {[words.doctor, words.when, words.kind].map((name) => (
            <th key={name}>{name}</th>
          ))}
          <th>
            <span className="visually-hidden">{words.undo}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.timesOff.map((off) => (
          <tr key={off.id}>
            <td>{say.doctor(off.doctorId)}</td>
            <td>{absenceWords(off, say, nowMs)}</td>
            <td>
              <Chip>{words.kinds[off.kind]}</Chip>{' '}
              {[off.reason, rooms.get(off.roomId ?? '')?.name].filter(Boolean).join(' · ')}
            </td>
            <td>
              {isMine(off.doctorId) ? (
                <Button size="compact-sm" variant="subtle" onClick={() => props.onRemove(off.id)}>
                  {words.remove}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
