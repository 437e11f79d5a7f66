import './working-time.css';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { endMinuteOfField, minuteOfField } from '../../../shared/time/clock-time.ts';
import { instantOfDay, isDay, weekdayOf } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { closePanel, type NewSession, useView } from '../../state/view-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { RepeatFields } from '../../ui/repeat-fields.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { repeatWords } from '../../words/repeat-words.ts';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice, workOfRefusal } from '../../words/work-words.ts';
import {
  draftToSeries,
  draftToSession,
  type NewSessionDraft,
  newSessionDraft,
} from './new-session-draft.ts';
import { RefusedNotice } from './refused-notice.tsx';
import { LastDayField, ShapeFields } from './session-fields.tsx';
import { SharedFields } from './shared-fields.tsx';
import { words } from './working-time-words.ts';

/** Working time that somebody drew in the schedule, or begins to say, before it is there. */
export function NewSessionPanel() {
  const place = useBranch();
  const drawn = useView((view) => view.newSession);
  if (!place || !drawn) return null;
  return <OpenNew key={`${drawn.doctorId} ${drawn.startMs}`} place={place} drawn={drawn} />;
}

interface DraftProps {
  readonly place: BranchTime;
  readonly draft: NewSessionDraft;
  readonly onChange: (draft: NewSessionDraft) => void;
}

function OpenNew({ place, drawn }: { readonly place: BranchTime; readonly drawn: NewSession }) {
  const { branch, zone } = place;
  const say = useSay();
  const [draft, setDraft] = useState(() => newSessionDraft(drawn, zone));
  const { send, refusal, isBusy } = useAdding(place, draft);
  const [accepted, setAccepted] = useState<WorkAcceptance>();
  const work = workOfRefusal(refusal);
  const submit = (requestOverlap: boolean, accepts?: WorkAcceptance): void => {
    setAccepted(accepts);
    void send(requestOverlap, accepts);
  };
  return (
    <SidePanel
      title={words.newTitle}
      closeLabel={words.close}
      onClose={closePanel}
      foot={
        <>
          <Button loading={isBusy} disabled={!isDay(draft.day)} onClick={() => submit(false)}>
            {words.add}
          </Button>
          <Button variant="default" onClick={closePanel}>
            {words.leave}
          </Button>
        </>
      }
    >
      <div className="working-time">
        <WhenFields {...{ place, draft }} onChange={setDraft} />
        <ShapeFields
          branchId={branch.id}
          draft={draft}
          onChange={(shape) => setDraft({ ...draft, ...shape })}
        />
        <SharedFields
          of={{ ...spanOf(draft, place), doctorId: draft.doctorId, branchId: branch.id }}
          now={null}
          value={draft.shared}
          onChange={(shared) => setDraft({ ...draft, shared })}
        />
        {work ? (
          <AcceptNotice
            {...workNotice(work, say)}
            isBusy={isBusy}
            onAccept={(reason) => submit(false, acceptanceOf(work, reason))}
          />
        ) : null}
        {refusal && !work ? (
          <RefusedNotice refusal={refusal} onRequest={() => submit(true, accepted)} />
        ) : null}
      </div>
    </SidePanel>
  );
}

/** Whose it is, from which day on, and how often. */
function WhenFields({ place, draft, onChange }: DraftProps) {
  const doctors = useDoctorsHere(place.branch.id);
  const change = (changed: Partial<NewSessionDraft>): void => onChange({ ...draft, ...changed });
  return (
    <>
      <Select
        label={words.doctor}
        allowDeselect={false}
        searchable
        value={draft.doctorId}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(doctorId) => change({ doctorId: doctorId ?? draft.doctorId, shared: undefined })}
      />
      <RepeatFields
        without={words.once}
        value={draft.repetition}
        weekday={isDay(draft.day) ? weekdayOf(draft.day) : 1}
        words={repeatWords}
        names={DAY_NAMES}
        onChange={(repetition) => change({ repetition })}
      />
      <div className="working-time-pair">
        <TextInput
          label={draft.repetition ? words.firstDay : words.day}
          type="date"
          required
          value={draft.day}
          onChange={(event) => change({ day: event.currentTarget.value })}
        />
        {draft.repetition ? (
          <LastDayField value={draft.lastDay} onChange={(lastDay) => change({ lastDay })} />
        ) : null}
      </div>
    </>
  );
}

const NO_TIME = { startMs: 0, endMs: 0 };

/** When it is, or is first; none while a day is half typed. */
function spanOf({ day, from, until }: NewSessionDraft, { zone }: BranchTime) {
  if (!isDay(day)) return NO_TIME;
  const at = (minute: number): number => instantOfDay(zone, day, minute);
  return { startMs: at(minuteOfField(from)), endMs: at(endMinuteOfField(until)) };
}

function useAdding({ branch, zone }: BranchTime, draft: NewSessionDraft) {
  const { client, intents } = useDesk();
  const [id] = useState(() => client.newId());
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (requestOverlap: boolean, accepts?: WorkAcceptance): Promise<void> => {
    const at = { id, branchId: branch.id, requestOverlap, accepts };
    const { repetition } = draft;
    setBusy(true);
    const answer = repetition
      ? await intents.send('create-series', draftToSeries(draft, repetition, at), words.added)
      : await intents.send('create-session', draftToSession(draft, at, zone), words.added);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) closePanel();
  };
  return { send, refusal, isBusy };
}
