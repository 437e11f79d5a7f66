import './waitlist.css';
import { Button, Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import type { Wish } from '../../../shared/model/wish.ts';
import type { Weekday } from '../../../shared/time/day.ts';
import { useRow, useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { closePanel, useView, type WishDraft } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { WeekdayChips } from '../../ui/weekday-chips.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { PARTS, useWishForm } from './use-wish-form.ts';
import { words } from './waitlist-words.ts';

/** What somebody waits for: with whom, on which days and at which times. */
export function WishPanel() {
  const place = useBranch();
  const draft = useView((view) => view.wish);
  const wish = useRow('wishes', draft?.wishId ?? null);
  if (!place || !draft || (draft.wishId !== null && !wish)) return null;
  const key = draft.wishId ?? draft.patient?.id ?? '';
  return <OpenWish key={key} branchId={place.branch.id} draft={draft} wish={wish ?? null} />;
}

function OpenWish(props: {
  readonly branchId: string;
  readonly draft: WishDraft;
  readonly wish: (Wish & { readonly patientName: string }) | null;
}) {
  const { draft, wish } = props;
  const say = useSay();
  const form = useWishForm(props.branchId, draft, wish);
  return (
    <SidePanel
      title={wish ? words.changeWish : words.newWish}
      subtitle={wish?.patientName ?? draft.patient?.name}
      closeLabel={words.close}
      onClose={closePanel}
      foot={
        <Button
          flex={1}
          loading={form.isBusy}
          disabled={form.serviceId === null}
          onClick={() => void form.save()}
        >
          {wish ? words.saveChange : words.save}
        </Button>
      }
    >
      <div className="wish-form">
        {form.refusal ? <Notice tone="warn" title={refusalWords(form.refusal, say)} /> : null}
        <WishFields form={form} />
      </div>
    </SidePanel>
  );
}

function WishFields({ form }: { readonly form: ReturnType<typeof useWishForm> }) {
  const named = useNames();
  const { said, change } = form;
  return (
    <>
      <Select
        label={words.service}
        value={form.serviceId}
        allowDeselect={false}
        data={named.services}
        onChange={form.setServiceId}
      />
      <MultiSelect
        label={words.doctors}
        placeholder={said.doctorIds.length === 0 ? words.doctorsHint : ''}
        value={[...said.doctorIds]}
        data={named.doctors}
        onChange={(doctorIds) => change({ doctorIds })}
      />
      <MultiSelect
        label={words.branches}
        placeholder={said.branchIds.length === 0 ? words.branchesHint : ''}
        value={[...said.branchIds]}
        data={named.branches}
        onChange={(branchIds) => change({ branchIds })}
      />
      <WeekdayChips
        label={words.weekdays}
        names={DAY_NAMES}
        chosen={said.weekdays as readonly Weekday[]}
        onChange={(weekdays) => change({ weekdays })}
      />
      <Checkbox.Group
        label={words.partsOfDay}
        value={[...said.parts]}
        onChange={(parts) => change({ parts: PARTS.filter((part) => parts.includes(part)) })}
      >
        <div className="wish-parts">
          {PARTS.map((part) => (
            <Checkbox key={part} value={part} label={words.parts[part]} />
          ))}
        </div>
      </Checkbox.Group>
      <div className="wish-days">
        <TextInput
          type="date"
          label={words.fromDay}
          value={said.fromDay ?? ''}
          onChange={(event) => change({ fromDay: event.currentTarget.value || null })}
        />
        <TextInput
          type="date"
          label={words.untilDay}
          value={said.untilDay ?? ''}
          onChange={(event) => change({ untilDay: event.currentTarget.value || null })}
        />
      </div>
      <Checkbox
        label={words.isUrgent}
        checked={said.urgent}
        onChange={(event) => change({ urgent: event.currentTarget.checked })}
      />
      <Textarea
        label={words.note}
        value={said.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </>
  );
}

function useNames() {
  const choices = (rows: Iterable<{ readonly id: string; readonly name: string }>) =>
    [...rows].map(({ id, name }) => ({ value: id, label: name }));
  return {
    services: choices([...useRows('services').values()].filter(({ active }) => active)),
    doctors: choices([...useRows('doctors').values()].filter(({ active }) => active)),
    branches: choices(useRows('branches').values()),
  };
}
