import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { generateAbsences } from '../../../shared/domain/schedule/generate-absences.ts';
import { TIMES_OFF_MAX } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { useSession } from '../../state/session-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice, workOfRefusal } from '../../words/work-words.ts';
import { type AbsenceDraft, draftToWish, newDraft } from './absence-draft.ts';
import { AbsenceFields } from './absence-fields.tsx';
import { longAbsenceWords } from './absence-words.ts';
import { AffectedView, isAnybody, KIND_OF } from './affected-view.tsx';
import { Entering } from './entering.tsx';
import { words } from './time-off-words.ts';
import { useAffected } from './use-affected.ts';

/** Enters an absence: when, why, and what becomes of those who are booked then. */
export function TimeOffForm({
  place: { branch, zone },
  onLeave,
}: {
  readonly place: BranchTime;
  /** `tells`: patients are being told of what was entered. */
  readonly onLeave: (tells: boolean) => void;
}) {
  const { client, intents } = useDesk();
  const say = useSay();
  const own = useSession(({ me }) => me?.doctorId ?? null);
  const [firstDoctor] = useDoctorsHere(branch.id);
  const [draft, setDraft] = useState<AbsenceDraft>(() => newDraft(dayAt(zone, Date.now())));
  const [affectedChoice, setAffectedChoice] = useState<'displace' | 'cancel'>('displace');
  const telling = useNotifyChoice(branch.id, KIND_OF[affectedChoice]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const doctorId = draft.doctorId ?? own ?? firstDoctor?.id ?? null;
  const times = generateAbsences(zone, draftToWish(draft));
  const isLong = longAbsenceWords(times, say);
  const isTooMany = times.length > TIMES_OFF_MAX;
  const affected = useAffected(
    doctorId === null ? null : { doctorId, branchId: null },
    isTooMany ? [] : times,
  );
  const canEnter = doctorId !== null && times.length > 0 && !isTooMany && affected !== null;
  const enter = async (accepts?: WorkAcceptance): Promise<void> => {
    if (!canEnter) return;
    setBusy(true);
    const answer = await intents.send(
      'add-time-off',
      {
        ...{ doctorId, kind: draft.kind, reason: draft.reason.trim() },
        ...{ roomId: draft.kind === 'surgery' ? draft.roomId : null, accepts },
        times: times.map((time) => ({ id: client.newId(), ...time })),
        affected: affected.count === 0 ? null : affectedChoice,
        notify: telling.notify,
        sentence: telling.sentence,
      },
      enteredWords(affected.count, affectedChoice),
    );
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) onLeave(isAnybody(affected) && telling.notify === true);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter();
  };
  const work = workOfRefusal(refusal);
  return (
    <form className="page-form" onSubmit={submit}>
      <AbsenceFields draft={{ ...draft, doctorId }} onChange={setDraft} />
      {times.length === 0 ? (
        <Notice tone="warn" title={draft.repeat === 'again' ? words.noneOfThese : words.noTime} />
      ) : null}
      {isLong === null ? null : <Notice tone="warn" title={isLong} />}
      {isTooMany ? <Notice tone="warn" title={words.tooMany(TIMES_OFF_MAX)} /> : null}
      {times.length > 0 && !isTooMany ? (
        <AffectedView
          {...{ affected, telling }}
          choice={affectedChoice}
          onChoose={setAffectedChoice}
        />
      ) : null}
      {work ? (
        <AcceptNotice
          {...{ ...workNotice(work, say), isBusy }}
          onAccept={(reason) => void enter(acceptanceOf(work, reason))}
        />
      ) : null}
      {refusal && !work ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {isBusy && affected !== null && affected.count > 0 ? (
        <Entering count={affected.count} />
      ) : null}
      <div className="page-actions">
        <Button type="submit" loading={isBusy} disabled={!canEnter}>
          {words.enter}
        </Button>
        <Button variant="default" onClick={() => onLeave(false)}>
          {words.leave}
        </Button>
      </div>
    </form>
  );
}

function enteredWords(count: number, choice: 'displace' | 'cancel'): string {
  if (count === 0) return words.entered;
  return choice === 'cancel' ? words.enteredCancelled(count) : words.enteredDisplaced(count);
}
