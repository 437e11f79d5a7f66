import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FoundConflict, FoundSession } from '../../../shared/model/found-conflict.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useSession } from '../../state/session-store.ts';
import { openRights, openSessionChange, useView } from '../../state/view-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './conflict-words.ts';
import { DismissForm } from './dismiss-form.tsx';
import { foundWords } from './found-words.ts';

const TIMES_MAX = 6;
const PATIENTS_MAX = 20;

/** Something the matter with working time: what and where, who is affected, and the ways out. */
export function FoundDetail({ found }: { readonly found: FoundConflict }) {
  const say = useSay();
  const { refusal, isBusy, dismiss } = useDismiss(found.id);
  const shown = found.sessions.slice(0, TIMES_MAX);
  const more = found.sessions.length - shown.length;
  const other = found.breach?.other;
  const times = [...shown, ...(other ? [other] : [])].map(
    ({ branchId, startMs, endMs }) => `${say.branch(branchId)}, ${say.span(startMs, endMs)}`,
  );
  const where = [...times, ...(more > 0 ? [words.moreTimes(more)] : [])].join('; ');
  return (
    <section className="conflict-detail">
      <div>
        <Chip tone={found.canDismiss ? 'warn' : 'danger'}>{words.kinds[found.kind]}</Chip>
      </div>
      <h2>{say.doctor(found.doctorId)}</h2>
      <FactList
        facts={[
          { name: words.what, value: foundWords(found, say) },
          { name: words.where, value: where },
        ]}
      />
      <WaysOut found={found} />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {found.canDismiss ? (
        <DismissForm
          reasonLabel={words.keepReason}
          submitLabel={words.keep}
          isBusy={isBusy}
          onDismiss={(reason) => void dismiss(reason)}
        />
      ) : null}
      <AffectedThen found={found} />
    </section>
  );
}

function useDismiss(foundId: string) {
  const { intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const dismiss = async (reason: string): Promise<void> => {
    setBusy(true);
    const answer = await intents.send('dismiss-found', { foundId, reason }, words.put);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
  };
  return { refusal, isBusy, dismiss };
}

/** Where the working time is changed, or who can change it. */
function WaysOut({ found }: { readonly found: FoundConflict }) {
  const say = useSay();
  const own = useSession((session) => session.replica?.replica ?? null);
  const [first] = found.sessions;
  const timeZone = useRow('branches', first?.branchId ?? null)?.timeZone ?? 'UTC';
  if (!first) return null;
  const isSurgery = first.homeReplica === '';
  const isElsewhere = own !== null && !isSurgery && first.homeReplica !== own;
  const show = (open: (session: FoundSession) => void): void => {
    const day = dayAt(knownTimeZone(timeZone), first.startMs);
    useView.setState({ day, view: 'day', branchId: first.branchId });
    open(first);
    location.hash = '/schedule';
  };
  return (
    <>
      {isElsewhere ? (
        <p className="booking-hint">{words.elsewhere(say.branch(first.branchId))}</p>
      ) : null}
      <div className="conflict-ways">
        {isSurgery ? (
          <Button component="a" href="#/time-off">
            {words.seeTimeOff}
          </Button>
        ) : isElsewhere ? (
          <Button onClick={() => show(({ doctorId }) => openRights(doctorId))}>
            {words.askFor}
          </Button>
        ) : (
          <Button onClick={() => show(({ id }) => openSessionChange(id))}>{words.change}</Button>
        )}
        <Button variant="default" onClick={() => show(() => undefined)}>
          {words.showDay}
        </Button>
        {found.kind === 'agreement' ? (
          <Button variant="subtle" component="a" href="#/doctors">
            {words.seeDoctors}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** Who is booked in that time. */
function AffectedThen({ found }: { readonly found: FoundConflict }) {
  const say = useSay();
  const branchIds = new Set(found.sessions.map(({ branchId }) => branchId));
  const [branchId = null] = branchIds;
  const times = found.sessions.map(({ startMs, endMs }) => ({ startMs, endMs }));
  const whose = { doctorId: found.doctorId, branchId: branchIds.size === 1 ? branchId : null };
  const { answer } = useAnswer(found.appointments > 0 ? { kind: 'affected', whose, times } : null);
  if (found.appointments === 0) return <p className="booking-hint">{words.nobody}</p>;
  if (answer === null) return <p className="booking-hint">{words.looking}</p>;
  const shown = answer.first.slice(0, PATIENTS_MAX);
  const more = answer.count - shown.length;
  return (
    <>
      <h3>
        {words.affected}: {answer.count}
      </h3>
      <SimpleTable
        head={[words.when, words.patient, words.phone]}
        rows={shown.map(({ appointmentId, startMs, endMs, patientName, patientPhone }) => ({
          id: appointmentId,
          cells: [say.span(startMs, endMs), patientName, patientPhone ?? ''],
        }))}
      />
      {more > 0 ? <p className="booking-hint">{words.moreTimes(more)}</p> : null}
    </>
  );
}
