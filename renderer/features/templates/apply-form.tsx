import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { seatChoices } from '../../../shared/domain/schedule/seat-choices.ts';
import { ADDED_SENTENCE_MAX } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Applying } from '../../../shared/model/template.ts';
import type { WorkAcceptance, WorkBreaches } from '../../../shared/model/work-breach.ts';
import { type DayRange, dayAt } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRow } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useSeatNotifyChoice } from '../../replica/use-notify-choice.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NotifyAllCheck } from '../../ui/notify-all-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice } from '../../words/work-words.ts';
import { AffectedChoice, type Choice } from './affected-choice.tsx';
import { type ApplyDraft, draftToApplying, newApplyDraft } from './apply-draft.ts';
import { ApplyFields } from './apply-fields.tsx';
import { PreviewView } from './preview-view.tsx';
import { words } from './templates-words.ts';
import { useShownDoctor } from './use-shown.ts';
import { useTake } from './use-take.ts';

/** Uses a template, or days of the schedule, on other days: what it would change stands below. */
export function ApplyForm(props: {
  readonly title: string;
  readonly place: BranchTime;
  /** Whose it is: where it goes unless somebody says otherwise. */
  readonly branchId?: string | null;
  /** null while it is not chosen. */
  readonly source: Applying['source'] | null;
  /** What is chosen above the rest of the form. */
  readonly children?: ReactNode;
  /** What there is to say of the days that are chosen. */
  readonly about?: (range: DayRange) => ReactNode;
  /** Whose it is, where it is somebody's. */
  readonly doctorId?: string | null;
  readonly submitLabel: string;
  readonly onLeave: () => void;
}) {
  const { branch, zone } = props.place;
  const shownDoctor = useShownDoctor();
  const [draft, setDraft] = useState(() => ({
    ...newApplyDraft(props.branchId ?? branch.id, dayAt(zone, Date.now())),
    doctorId: props.doctorId ?? null,
  }));
  const [chosen, setChosen] = useState<Choice>(null);
  const timeZone = useRow('branches', draft.branchId)?.timeZone ?? branch.timeZone;
  const doctorId = draft.doctorId ?? shownDoctor;
  const applying = draftToApplying(draft, doctorId, props.source);
  const { answer, state } = useAnswer(applying && { kind: 'applying', applying });
  const preview = answer?.ok ? answer.value : null;
  const choice = preview
    ? seatChoices({ ...preview, affected: preview.affected.count }).find((one) => one === chosen)
    : undefined;
  const telling = useSeatNotifyChoice(draft.branchId, choice);
  const { intents } = useDesk();
  const { take, refusal, clear, isBusy } = useTake(props.onLeave);
  const changes = preview?.days.filter((day) => day.changes > 0).length ?? 0;
  const isReady = preview !== null && changes > 0 && (preview.affected.count === 0 || !!choice);
  const [accepted, setAccepted] = useState<WorkAcceptance>();
  const submit = (requestOverlap: boolean, accepts?: WorkAcceptance): void => {
    if (applying === null || !isReady) return;
    setAccepted(accepts);
    const input = {
      ...applying,
      requestOverlap,
      affected: choice ?? null,
      accepts,
      notify: telling.notify,
      sentence: telling.sentence,
    };
    void take(intents.send('apply-template', input, words.applied(changes)));
  };
  const change = (changed: ApplyDraft): void => {
    setDraft(changed);
    clear();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    submit(false);
  };
  return (
    <form className="page-form" onSubmit={onSubmit}>
      <h2>{props.title}</h2>
      {props.children}
      <ApplyFields {...{ draft, doctorId }} onChange={change} />
      {applying === null ? null : props.about?.(applying)}
      {applying === null || preview || answer ? null : (
        <p className="page-hint">{stateWords(state)}</p>
      )}
      {preview ? (
        <>
          <PreviewView {...{ preview, timeZone }} branchId={draft.branchId} />
          {changes > 0 ? (
            <AffectedChoice {...{ preview, choice: choice ?? null }} onChoose={setChosen} />
          ) : null}
          <NotifyAllCheck words={messageWords} maxLength={ADDED_SENTENCE_MAX} choice={telling} />
        </>
      ) : null}
      <RefusalNotice
        refusal={answer && !answer.ok ? answer.error : refusal}
        onAsk={() => submit(true, accepted)}
      />
      {isReady && preview.work ? (
        <WorkNotice
          work={preview.work}
          isBusy={isBusy}
          onAccept={(accepts) => submit(false, accepts)}
        />
      ) : null}
      <div className="page-actions">
        <Button type="submit" loading={isBusy} disabled={!isReady || preview.work !== null}>
          {props.submitLabel}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.leave}
        </Button>
      </div>
    </form>
  );
}

function WorkNotice(props: {
  readonly work: WorkBreaches;
  readonly isBusy: boolean;
  readonly onAccept: (accepts: WorkAcceptance) => void;
}) {
  const { work, isBusy } = props;
  const say = useSay();
  return (
    <AcceptNotice
      {...{ ...workNotice(work, say), isBusy }}
      onAccept={(reason) => props.onAccept(acceptanceOf(work, reason))}
    />
  );
}

const stateWords = (state: 'loading' | 'there' | 'lost' | 'failed'): string =>
  state === 'lost' ? words.lost : state === 'failed' ? words.failed : words.checking;

function RefusalNotice(props: { readonly refusal: Refusal | null; readonly onAsk: () => void }) {
  const say = useSay();
  const { refusal } = props;
  if (refusal === null) return null;
  const canRequest = refusal.kind === 'session-overlap' && refusal.canRequest;
  return (
    <Notice
      tone="warn"
      title={refusalWords(refusal, say)}
      action={
        canRequest ? (
          <Button size="compact-sm" variant="subtle" onClick={props.onAsk}>
            {words.askAnyway}
          </Button>
        ) : null
      }
    />
  );
}
