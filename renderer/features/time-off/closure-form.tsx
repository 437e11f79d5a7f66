import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { dayAt, dayEndMs, dayStartMs, isDay } from '../../../shared/time/day.ts';
import type { PublicHoliday } from '../../../shared/wire/desk/absences.ts';
import { useDesk } from '../../intents/desk.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { AffectedView, KIND_OF } from './affected-view.tsx';
import { Entering } from './entering.tsx';
import { HolidayFields } from './holiday-fields.tsx';
import { words } from './time-off-words.ts';
import { useAffected } from './use-affected.ts';

/** Enters closed days: one by name, or public holidays, and what becomes of who is booked then. */
export function ClosureForm(props: {
  readonly place: BranchTime;
  readonly isOfHolidays: boolean;
  readonly closedDays: readonly string[];
  readonly onLeave: () => void;
}) {
  const { branch, zone } = props.place;
  const { client, intents } = useDesk();
  const say = useSay();
  const today = dayAt(zone, Date.now());
  const [typed, setTyped] = useState<PublicHoliday>({ day: today, name: '' });
  const [chosen, setChosen] = useState<readonly PublicHoliday[]>([]);
  const [choice, setChoice] = useState<'displace' | 'cancel'>('displace');
  const telling = useNotifyChoice(branch.id, KIND_OF[choice]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const days = props.isOfHolidays ? chosen : [typed].filter(({ day }) => isDay(day));
  const times = days.map(({ day }) => ({
    startMs: dayStartMs(zone, day),
    endMs: dayEndMs(zone, day),
  }));
  const affected = useAffected({ doctorId: null, branchId: branch.id }, times);
  const enter = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (affected === null || days.length === 0) return;
    setBusy(true);
    const answer = await intents.send('add-closure', {
      branchId: branch.id,
      days: days.map((day) => ({ id: client.newId(), ...day })),
      affected: affected.count === 0 ? null : choice,
      notify: telling.notify,
      sentence: telling.sentence,
    });
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) props.onLeave();
  };
  return (
    <form className="page-form" onSubmit={(event) => void enter(event)}>
      {props.isOfHolidays ? (
        <HolidayFields
          today={today}
          closedDays={props.closedDays}
          chosen={chosen}
          onChoose={setChosen}
        />
      ) : (
        <div className="form-grid">
          <TextInput
            label={words.day}
            type="date"
            required
            min={today}
            value={typed.day}
            onChange={(event) => setTyped({ ...typed, day: event.currentTarget.value })}
          />
          <TextInput
            label={words.name}
            required
            maxLength={200}
            value={typed.name}
            onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
          />
        </div>
      )}
      {days.length > 0 ? (
        <AffectedView {...{ affected, telling, choice }} onChoose={setChoice} />
      ) : null}
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {isBusy && affected !== null && affected.count > 0 ? (
        <Entering count={affected.count} />
      ) : null}
      <div className="page-actions">
        <Button type="submit" loading={isBusy} disabled={affected === null || days.length === 0}>
          {words.enter}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.leave}
        </Button>
      </div>
    </form>
  );
}
