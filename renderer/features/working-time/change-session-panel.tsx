import './working-time.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { seatChoices } from '../../../shared/domain/schedule/seat-choices.ts';
import { ADDED_SENTENCE_MAX } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { dayAt, weekdayOf } from '../../../shared/time/day.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { SessionPreview } from '../../../shared/wire/desk/answers.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRow } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { type NotifyChoice, useSeatNotifyChoice } from '../../replica/use-notify-choice.ts';
import {
  closePanel,
  leaveChange,
  openPointedAt,
  useView,
  type ViewState,
} from '../../state/view-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { NotifyAllCheck } from '../../ui/notify-all-check.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { messageWords } from '../../words/message-words.ts';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice, workOfRefusal } from '../../words/work-words.ts';
import { AffectedChoice } from './affected-choice.tsx';
import { RefusedNotice } from './refused-notice.tsx';
import {
  type Choice,
  draftToChange,
  newDraft,
  type Scope,
  type SessionDraft,
} from './session-draft.ts';
import { OpeningFields, RuleFields, ScopeFields, ShapeFields } from './session-fields.tsx';
import { SessionNote } from './session-note.tsx';
import { SharedFields } from './shared-fields.tsx';
import { words } from './working-time-words.ts';

/** Changes or deletes a stretch of working time, alone or with others of its series. */
export function ChangeSessionPanel() {
  const place = useBranch();
  const sessionId = useView((view) => view.changedSessionId);
  const to = useView((view) => view.changedTo);
  const scope = useView((view) => view.changedScope);
  const session = useRow('sessions', sessionId);
  if (!place) return null;
  return session ? (
    <OpenChange key={JSON.stringify([session.id, to, scope])} {...{ place, session, to, scope }} />
  ) : (
    <SidePanel title={words.title} closeLabel={words.close} onClose={closePanel}>
      <p>{words.gone}</p>
    </SidePanel>
  );
}

/** Whoever says something else of it begins anew, by its key. */
function OpenChange({
  place: { zone },
  session,
  to,
  scope,
}: {
  readonly place: BranchTime;
  readonly session: DeskSession;
  readonly to: ViewState['changedTo'];
  readonly scope: Scope;
}) {
  const { client } = useDesk();
  const say = useSay();
  const [draft, setDraft] = useState(() => newDraft(session, zone, to, scope));
  const [newSeriesId] = useState(() => client.newId());
  const [chosen, setChosen] = useState<Choice>(null);
  const [accepted, setAccepted] = useState<WorkAcceptance>();
  const change = draftToChange(draft, session.id, newSeriesId);
  const { answer } = useAnswer({ kind: 'session-change', change });
  const preview = answer?.ok ? answer.value : null;
  const choice = preview
    ? seatChoices({ ...preview, affected: preview.affected.count }).find((one) => one === chosen)
    : undefined;
  const telling = useSeatNotifyChoice(session.branchId, choice);
  const { send, refusal, isBusy } = useSending(session.doctorId);
  const isMany = draft.scope !== 'this';
  const isDecided = preview !== null && (preview.affected.count === 0 || choice !== undefined);
  const submit = (requestOverlap: boolean, accepts?: WorkAcceptance): void => {
    setAccepted(accepts);
    const { notify, sentence } = telling;
    void send({ ...change, requestOverlap, affected: choice ?? null, accepts, notify, sentence });
  };
  const shown = answer && !answer.ok ? answer.error : refusal;
  const work = preview?.work ?? workOfRefusal(shown);
  return (
    <SidePanel
      title={words.title}
      subtitle={`${say.doctor(session.doctorId)}, ${say.span(session.startMs, session.endMs)}`}
      closeLabel={words.close}
      onClose={closePanel}
      foot={
        <>
          <Button
            {...(draft.deletes ? { color: 'red.9' } : {})}
            loading={isBusy}
            disabled={!isDecided || preview.work !== null}
            onClick={() => submit(false)}
          >
            {draft.deletes ? words.delete : words.save}
          </Button>
          <Button variant="default" onClick={() => leaveChange(session.doctorId)}>
            {words.leave}
          </Button>
        </>
      }
    >
      <div className="working-time">
        <ScopeFields draft={draft} onChange={setDraft} inSeries={session.seriesId !== null} />
        {draft.deletes ? null : <ChangedFields {...{ session, zone, draft }} onChange={setDraft} />}
        {!draft.deletes && isMany && draft.scope !== 'weekday' && preview?.rule ? (
          <RuleFields
            draft={draft}
            onChange={setDraft}
            rule={preview.rule}
            weekday={weekdayOf(dayAt(zone, session.startMs))}
          />
        ) : null}
        {isMany ? (
          <p className="page-hint">{draft.deletes ? words.goesToo : words.ownShape}</p>
        ) : null}
        {answer === null ? <p className="page-hint">{words.checking}</p> : null}
        {preview ? (
          <AffectedPart {...{ preview, telling }} choice={choice ?? null} onChoose={setChosen} />
        ) : null}
        {work && (isDecided || shown) ? (
          <AcceptNotice
            {...workNotice(work, say)}
            isBusy={isBusy}
            onAccept={(reason) => submit(false, acceptanceOf(work, reason))}
          />
        ) : null}
        {shown && shown.kind !== 'against-agreement' ? (
          <RefusedNotice refusal={shown} onRequest={() => submit(true, accepted)} />
        ) : null}
        <ElsewhereButton sessionId={session.id} deletes={draft.deletes} />
        <SessionNote sessionId={session.id} />
      </div>
    </SidePanel>
  );
}

/** Another doctor or branch is given it by the form that does so with many. */
function ElsewhereButton(props: { readonly sessionId: string; readonly deletes: boolean }) {
  const { sessionId, deletes } = props;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      onClick={() =>
        openPointedAt({ sessionIds: [sessionId], deletes, shiftMin: 0, doctorId: null })
      }
    >
      {words.elsewhere}
    </Button>
  );
}

/** What it is to be, and who else is to have patients in it. */
function ChangedFields(props: {
  readonly session: DeskSession;
  readonly zone: TimeZone;
  readonly draft: SessionDraft;
  readonly onChange: (draft: SessionDraft) => void;
}) {
  const { session, zone, draft, onChange } = props;
  return (
    <>
      {dayAt(zone, session.startMs) === dayAt(zone, session.endMs - 1) ? null : (
        <p className="page-hint">{words.overMidnight}</p>
      )}
      <ShapeFields branchId={session.branchId} draft={draft} onChange={onChange} />
      {draft.scope === 'weekday' ? <OpeningFields draft={draft} onChange={onChange} /> : null}
      <SharedFields
        of={session}
        now={session.sharedWith}
        value={draft.shared}
        onChange={(shared) => onChange({ ...draft, shared })}
      />
    </>
  );
}

/** Who would no longer lie in it, what becomes of them, and whether they are told. */
function AffectedPart(props: {
  readonly preview: SessionPreview;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly telling: NotifyChoice;
}) {
  const { preview, choice, onChoose, telling } = props;
  const { affected, passing, fallsOut, unfit, following } = preview;
  return (
    <>
      <AffectedChoice {...{ affected, passing, fallsOut, unfit, following, choice, onChoose }} />
      <NotifyAllCheck words={messageWords} maxLength={ADDED_SENTENCE_MAX} choice={telling} />
    </>
  );
}

/** Sends the change, and goes back to the doctor's day once it is made. */
function useSending(doctorId: string) {
  const { intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (
    input: Parameters<typeof intents.send<'change-session'>>[1],
  ): Promise<void> => {
    setBusy(true);
    const said = input.to === null ? words.deleted : words.saved;
    const answer = await intents.send('change-session', input, said);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) leaveChange(doctorId);
  };
  return { send, refusal, isBusy };
}
