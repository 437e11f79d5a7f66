import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { generateSlots } from '../../../shared/domain/schedule/generate-slots.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Slot } from '../../../shared/model/session.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { useRow, useRows } from '../../replica/rows-store.ts';
import type { Draft } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { TagInput } from '../../ui/tag-input.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { sessionServiceWords } from '../../words/session-service-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';
import { PrivateNote } from './private-note.tsx';

/** The slot that the wanted time begins in: its marks, its note, and whether it is booked at all. */
export function SlotPart(props: { readonly branchId: string; readonly draft: Draft }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const session = useSessionAt(props.branchId, props.draft);
  const derived = session && slotAt(session, props.draft);
  const edited = useRow('slots', derived?.id ?? null);
  if (!derived) return null;
  const slot = edited ?? derived;
  return (
    <section className="slot-part">
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {words.slot}
      </Button>
      {session && session.serviceIds.length > 0 ? (
        <p className="booking-hint">
          {sessionServiceWords.onlyFor(session.serviceIds.map(say.service))}
        </p>
      ) : null}
      {isOpen ? (
        <>
          <SlotForm key={slot.id} slot={slot} />
          <PrivateNote about={{ kind: 'slot', id: slot.id }} />
        </>
      ) : null}
    </section>
  );
}

const holds = (one: Interval, { startMs }: Pick<Draft, 'startMs'>): boolean =>
  startMs !== null && one.startMs <= startMs && startMs < one.endMs;

/** The working time that the wanted time begins in; undefined where it is in none. */
function useSessionAt(branchId: string, draft: Draft): DeskSession | undefined {
  const sessions = useRows('sessions');
  return [...sessions.values()].find(
    (one) =>
      one.branchId === branchId &&
      one.doctorId === draft.doctorId &&
      !one.deleted &&
      holds(one, draft),
  );
}

/** As it follows from its session. */
const slotAt = (session: DeskSession, draft: Draft): Slot | undefined =>
  generateSlots(session).find((slot) => holds(slot, draft));

function SlotForm({ slot }: { readonly slot: Slot }) {
  const say = useSay();
  const tags = useClinicTags();
  const { fields, change, save, refusal, isBusy } = useSlotForm(slot);
  return (
    <form
      className="booking-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="booking-hint">{words.slotHint(say.span(slot.startMs, slot.endMs))}</p>
      <TagInput
        label={words.marks}
        placeholder={words.marksHint}
        max={20}
        options={tags.options}
        onNew={tags.onNew}
        value={tags.namesOf(fields.tags)}
        onChange={(names) => change({ tags: names })}
      />
      <TextInput
        label={words.slotNote}
        maxLength={500}
        value={fields.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <Checkbox
        label={words.slotBlocked}
        checked={fields.status === 'blocked'}
        onChange={(event) =>
          change({ status: event.currentTarget.checked ? 'blocked' : 'available' })
        }
      />
      <Button type="submit" variant="default" loading={isBusy}>
        {words.saveSlot}
      </Button>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
    </form>
  );
}

function useSlotForm(slot: Slot) {
  const { intents } = useDesk();
  const [fields, setFields] = useState<Pick<Slot, 'tags' | 'note' | 'status'>>(slot);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    const { tags, note, status } = fields;
    setBusy(true);
    const input = { id: slot.id, tags: [...tags], note: note.trim(), status };
    const answer = await intents.send('edit-slot', input, words.slotSaved);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
  };
  const change = (changed: Partial<typeof fields>): void => setFields({ ...fields, ...changed });
  return { fields, change, save, refusal, isBusy };
}
