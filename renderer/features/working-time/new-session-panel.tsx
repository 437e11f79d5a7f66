import './working-time.css';
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { formatClockTime } from '../../../shared/time/clock-time.ts';
import { dayAt, dayToWall } from '../../../shared/time/day.ts';
import { instantToWall } from '../../../shared/time/local-time.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import { useDesk } from '../../intents/desk.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { closePanel, type NewSession, useView } from '../../state/view-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice, workOfRefusal } from '../../words/work-words.ts';
import { draftToSeries, draftToSession, type NewSessionDraft } from './new-session-draft.ts';
import { RefusedNotice } from './refused-notice.tsx';
import { ShapeFields } from './session-fields.tsx';
import { SharedFields } from './shared-fields.tsx';
import { words } from './working-time-words.ts';

/** Working time that somebody drew in the schedule, before it is there. */
export function NewSessionPanel() {
  const place = useBranch();
  const drawn = useView((view) => view.newSession);
  if (!place || !drawn) return null;
  return <OpenNew key={`${drawn.doctorId} ${drawn.startMs}`} place={place} drawn={drawn} />;
}

const MINUTE_MS = 60_000;
const DAY_MIN = 1440;
const NEW_SLOT_MIN = 15;

function newDraft({ startMs, endMs }: NewSession, zone: TimeZone): NewSessionDraft {
  const day = dayAt(zone, startMs);
  const field = (ms: number): string => {
    const minute = Math.round((instantToWall(zone, ms) - dayToWall(day)) / MINUTE_MS);
    return formatClockTime(Math.min(minute, DAY_MIN));
  };
  return {
    ...{ day, isWeekly: false, from: field(startMs), until: field(endMs) },
    ...{ slotMin: NEW_SLOT_MIN, capacity: 1, tags: [], breaks: [], roomId: null },
  };
}

function OpenNew(props: { readonly place: BranchTime; readonly drawn: NewSession }) {
  const { branch, zone } = props.place;
  const { doctorId, startMs } = props.drawn;
  const { client, intents } = useDesk();
  const say = useSay();
  const [draft, setDraft] = useState(() => newDraft(props.drawn, zone));
  const [id] = useState(() => client.newId());
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [accepted, setAccepted] = useState<WorkAcceptance>();
  const work = workOfRefusal(refusal);
  const submit = async (requestOverlap: boolean, accepts?: WorkAcceptance): Promise<void> => {
    setAccepted(accepts);
    setBusy(true);
    const at = { id, branchId: branch.id, doctorId, requestOverlap, accepts };
    const answer = draft.isWeekly
      ? await intents.send('create-series', draftToSeries(draft, at), words.added)
      : await intents.send('create-session', draftToSession(draft, at, zone), words.added);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) closePanel();
  };
  return (
    <SidePanel
      title={words.newTitle}
      subtitle={`${say.doctor(doctorId)}, ${say.day(startMs)}`}
      closeLabel={words.close}
      onClose={closePanel}
      foot={
        <>
          <Button loading={isBusy} onClick={() => void submit(false)}>
            {words.add}
          </Button>
          <Button variant="default" onClick={closePanel}>
            {words.leave}
          </Button>
        </>
      }
    >
      <div className="working-time">
        <SegmentedControl
          aria-label={words.repeat}
          size="xs"
          fullWidth
          value={draft.isWeekly ? 'weekly' : 'once'}
          onChange={(repeat) => setDraft({ ...draft, isWeekly: repeat === 'weekly' })}
          data={[
            { value: 'once', label: words.once },
            { value: 'weekly', label: words.weekly },
          ]}
        />
        <ShapeFields
          branchId={branch.id}
          draft={draft}
          onChange={(shape) => setDraft({ ...draft, ...shape })}
        />
        <SharedFields
          of={{ ...props.drawn, branchId: branch.id }}
          now={null}
          value={draft.shared}
          onChange={(shared) => setDraft({ ...draft, shared })}
        />
        {work ? (
          <AcceptNotice
            {...workNotice(work, say)}
            isBusy={isBusy}
            onAccept={(reason) => void submit(false, acceptanceOf(work, reason))}
          />
        ) : null}
        {refusal && !work ? (
          <RefusedNotice refusal={refusal} onRequest={() => void submit(true, accepted)} />
        ) : null}
      </div>
    </SidePanel>
  );
}
