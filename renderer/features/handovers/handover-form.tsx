import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { useSession } from '../../state/session-store.ts';
import { useView } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { type HandoverDraft, handoverOf, newHandover, spanOf } from './handover-draft.ts';
import { words } from './handover-words.ts';

/** Offers a doctor's time to another doctor, with the reason. */
export function HandoverForm(props: { readonly place: BranchTime; readonly onLeave: () => void }) {
  const { branch, zone } = props.place;
  const { client, intents } = useDesk();
  const say = useSay();
  const pointedAt = useView((view) => view.handedOver);
  const me = useSession((session) => session.me);
  const [draft, setDraft] = useState<HandoverDraft>(() =>
    pointedAt ? handoverOf(pointedAt, zone) : newHandover(dayAt(zone, Date.now())),
  );
  const telling = useNotifyChoice(branch.id, 'moved');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const own = me?.role === 'doctor' ? me.doctorId : null;
  const doctorId = own ?? draft.doctorId;
  const { toDoctorId, reason } = draft;
  const span = spanOf(draft, zone, Date.now());
  const canOffer =
    doctorId !== null && toDoctorId !== null && reason.trim() !== '' && span !== null;
  const offer = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!canOffer) return;
    setBusy(true);
    const wish = { branchId: branch.id, doctorId, toDoctorId, ...span, backOf: null };
    const answer = await intents.send(
      'ask-delegation',
      {
        ...{ ...wish, delegationId: client.newId(), reason: reason.trim() },
        tell: telling.notify === true,
      },
      words.asked,
    );
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) props.onLeave();
  };
  return (
    <form className="page-form" onSubmit={(event) => void offer(event)}>
      <HandoverFields
        draft={{ ...draft, doctorId }}
        {...{ own, branchId: branch.id }}
        onChange={setDraft}
      />
      <NotifyCheck label={words.tell} choice={telling} />
      {span === null ? <Notice tone="warn" title={words.noTime} /> : null}
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <div className="page-actions">
        <Button type="submit" loading={isBusy} disabled={!canOffer}>
          {words.offer}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.leave}
        </Button>
      </div>
    </form>
  );
}

function HandoverFields(props: {
  readonly draft: HandoverDraft;
  /** The doctor who hands over their own time, and no other's; else null. */
  readonly own: string | null;
  readonly branchId: string;
  readonly onChange: (draft: HandoverDraft) => void;
}) {
  const { draft, own } = props;
  const doctors = useDoctorsAt(props.branchId);
  const change = (more: Partial<HandoverDraft>): void => props.onChange({ ...draft, ...more });
  const field = (name: 'firstDay' | 'lastDay' | 'from' | 'until', label: string) => (
    <TextInput
      label={label}
      type={name.endsWith('Day') ? 'date' : 'time'}
      required
      value={draft[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  const who = (name: 'doctorId' | 'toDoctorId', label: string, except: string | null) => (
    <Select
      label={label}
      searchable
      allowDeselect={false}
      disabled={name === 'doctorId' && own !== null}
      value={draft[name]}
      data={doctors.filter(({ value }) => value !== except)}
      onChange={(id) => change({ [name]: id })}
    />
  );
  return (
    <>
      <div className="form-grid">
        {who('doctorId', words.from, null)}
        {who('toDoctorId', words.to, draft.doctorId)}
        <TextInput
          label={words.reason}
          required
          maxLength={500}
          value={draft.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
      </div>
      <div className="form-grid">
        {field('firstDay', words.firstDay)}
        {field('lastDay', words.lastDay)}
        {draft.isWholeDays ? null : field('from', words.fromTime)}
        {draft.isWholeDays ? null : field('until', words.untilTime)}
        <Checkbox
          className="form-check"
          label={words.wholeDays}
          checked={draft.isWholeDays}
          onChange={(event) => change({ isWholeDays: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

/** Whoever works at the branch, by name. */
function useDoctorsAt(branchId: string) {
  const doctors = useRows('doctors');
  const places = useRows('doctorBranches');
  return [...places.values()]
    .filter((one) => one.branchId === branchId && !one.deleted)
    .flatMap(({ doctorId }) => doctors.get(doctorId) ?? [])
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
