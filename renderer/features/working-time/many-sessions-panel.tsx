import './working-time.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SeatChoice } from '../../../shared/domain/schedule/seat-anew.ts';
import { seatChoices } from '../../../shared/domain/schedule/seat-choices.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { rowsOf } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useSeatNotifyChoice } from '../../replica/use-notify-choice.ts';
import { chooseSessions, closePanel, type PointedAt, useView } from '../../state/view-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice } from '../../words/work-words.ts';
import { AlterationFields } from './alteration-fields.tsx';
import { ChoiceFields, type ManyFieldsProps } from './choice-fields.tsx';
import {
  asksNothing,
  type ManyDraft,
  manyDraftToChange,
  newManyDraft,
  newPointedDraft,
} from './many-draft.ts';
import { ManyPreviewView } from './many-preview-view.tsx';
import { PointedFields } from './pointed-fields.tsx';
import { RefusedNotice } from './refused-notice.tsx';
import { Working } from './working.tsx';
import { words } from './working-time-words.ts';

/** Changes or deletes many stretches of working time in one step, as it is shown first. */
export function ManySessionsPanel() {
  const place = useBranch();
  const doctorIds = useView((view) => view.manyOfDoctorIds);
  const pointedAt = useView((view) => view.pointedAt);
  if (!place || !doctorIds) return null;
  const key = JSON.stringify([place.branch.id, doctorIds, pointedAt]);
  return <OpenMany key={key} {...{ place, doctorIds, pointedAt }} />;
}

interface OpenProps {
  readonly place: BranchTime;
  readonly doctorIds: readonly string[];
  readonly pointedAt: PointedAt | null;
}

function firstDraft({ place: { branch, zone }, doctorIds, pointedAt }: OpenProps): ManyDraft {
  const today = dayAt(zone, Date.now());
  if (!pointedAt) return { ...newManyDraft(branch.id, today), doctorIds };
  const sessions = pointedAt.sessionIds.flatMap((id) => rowsOf('sessions').get(id) ?? []);
  return newPointedDraft(sessions, pointedAt, { zone, today });
}

/** Those that were pointed at, or fields that say which. */
function WhichFields({ draft, onChange }: ManyFieldsProps) {
  const { pointedAt } = draft;
  return pointedAt ? (
    <PointedFields {...{ draft, pointedAt, onChange }} />
  ) : (
    <ChoiceFields {...{ draft, onChange }} />
  );
}

function OpenMany(props: OpenProps) {
  const { client } = useDesk();
  const say = useSay();
  const [draft, setDraft] = useState(() => firstDraft(props));
  const [newIdsFrom] = useState(() => client.newId());
  const [chosen, setChosen] = useState<SeatChoice>(null);
  const { send, refusal, isBusy, turn } = useSending();
  const change = manyDraftToChange(draft, newIdsFrom);
  const { answer, state } = useAnswer(change && { kind: 'many-sessions-change', change }, turn);
  const preview = answer?.ok ? answer.value : null;
  const choice =
    preview &&
    seatChoices({ ...preview, affected: preview.affected.count }).find((one) => one === chosen);
  const telling = useSeatNotifyChoice(props.place.branch.id, choice);
  const onlyLooks = asksNothing(draft);
  const isDecided = preview !== null && (preview.affected.count === 0 || choice !== undefined);
  const canApply = !onlyLooks && isDecided && preview.changed > 0;
  const isReady = canApply && preview.work === null;
  const submit = (accepts?: WorkAcceptance): void => {
    if (change === null || preview === null) return;
    const { notify, sentence } = telling;
    const said = { affected: choice ?? null, accepts, notify, sentence };
    const input = { ...change, seen: preview.seen, ...said };
    void send(input, preview.changed);
  };
  const shown = answer && !answer.ok ? answer.error : refusal;
  const work = preview?.work ?? null;
  return (
    <SidePanel
      title={draft.pointedAt?.sessionIds.length === 1 ? words.title : words.many.title}
      subtitle={words.many.subtitle}
      closeLabel={words.close}
      onClose={closePanel}
      foot={
        <>
          <Button
            className="working-time-apply"
            {...(draft.deletes ? { color: 'red.9' } : {})}
            loading={isBusy}
            disabled={!isReady}
            onClick={() => submit()}
          >
            {preview && isReady
              ? words.many.apply(preview.changed, draft.deletes)
              : words.many.applyNone}
          </Button>
          <span className="working-time-sum">
            {preview
              ? words.many.found(preview.sessions, preview.slots, preview.booked.count)
              : null}
            {shown && !preview ? words.many.seeAbove : null}
          </span>
        </>
      }
    >
      <div className="working-time">
        <h3>{words.many.which}</h3>
        <WhichFields draft={draft} onChange={setDraft} />
        <h3>{words.many.what}</h3>
        <AlterationFields draft={draft} onChange={setDraft} />
        <h3>{words.many.result}</h3>
        <div className="working-time-result" aria-live="polite">
          {isBusy ? <Working count={preview?.changed ?? 0} /> : null}
          {change !== null && answer === null ? (
            <p className="page-hint">
              {state === 'failed' ? words.many.failed : words.many.checking}
            </p>
          ) : null}
          {preview && !isBusy ? (
            <ManyPreviewView
              {...{ preview, onlyLooks, deletes: draft.deletes, choice: choice ?? null, telling }}
              onChoose={setChosen}
            />
          ) : null}
          {work && canApply && !isBusy ? (
            <AcceptNotice
              {...workNotice(work, say)}
              onAccept={(reason) => submit(acceptanceOf(work, reason))}
            />
          ) : null}
          {shown && !isBusy ? (
            <RefusedNotice
              refusal={shown}
              onRequest={() => setDraft({ ...draft, requestOverlap: true })}
            />
          ) : null}
        </div>
      </div>
    </SidePanel>
  );
}

/** Sends the change and closes once it is made; a refusal has everything looked at again. */
function useSending() {
  const { intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const send = async (input: IntentInput<'change-many-sessions'>, count: number): Promise<void> => {
    setBusy(true);
    const said = words.many.done(count, input.to === null);
    const answer = await intents.send('change-many-sessions', input, said);
    setBusy(false);
    setTurn((before) => before + 1);
    setRefusal(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    closePanel();
    chooseSessions([]);
  };
  return { send, refusal, isBusy, turn };
}
