import { Anchor, Button, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { breaksWanted } from '../../../shared/domain/schedule/work-stretches.ts';
import { BREAK_NAME_MAX, BREAKS_MAX } from '../../../shared/model/choices.ts';
import type { WorkAcceptance } from '../../../shared/model/work-breach.ts';
import { minuteOfField } from '../../../shared/time/clock-time.ts';
import { dayAt, instantOfDay } from '../../../shared/time/day.ts';
import { fromRruleDays, toRruleDays } from '../../../shared/time/rrule-days.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useRoomChoices } from '../../replica/use-rooms.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { type BreakDraft, draftsToBreaks } from '../../ui/break-draft.ts';
import { BreakFields } from '../../ui/break-fields.tsx';
import { RoomSelect } from '../../ui/room-select.tsx';
import { TagInput } from '../../ui/tag-input.tsx';
import { WeekdayChips } from '../../ui/weekday-chips.tsx';
import { breakWords } from '../../words/break-words.ts';
import { DAY_NAMES } from '../../words/day-names.ts';
import { roomWords } from '../../words/room-words.ts';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice, workOfRefusal } from '../../words/work-words.ts';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

/** When doctors work at this branch: once, or every week. */
export function WorkingTimesSettings() {
  const place = useBranch();
  return place ? <WorkingTimesForm place={place} /> : null;
}

function WorkingTimesForm({ place }: { readonly place: BranchTime }) {
  const { newId, save, refusal, isBusy } = useSave();
  const form = useForm(place);
  const say = useSay();
  const [accepted, setAccepted] = useState<WorkAcceptance>();
  const work = workOfRefusal(refusal);
  const submit = async (requestOverlap: boolean, accepts?: WorkAcceptance): Promise<void> => {
    setAccepted(accepts);
    const { doctorId, fields } = form;
    if (doctorId === null) return;
    const { branch, zone } = place;
    const [startMin, endMin] = [minuteOfField(fields.from), minuteOfField(fields.until)];
    const common = {
      ...{ id: newId(), branchId: branch.id, doctorId, slotMin: fields.slotMin },
      ...{ capacity: 1, tags: [...fields.tags], roomId: fields.roomId, requestOverlap, accepts },
    };
    if (fields.repeat === 'once') {
      const startMs = instantOfDay(zone, fields.day, startMin);
      const endMs = instantOfDay(zone, fields.day, endMin);
      const breaks = [...breaksWanted(zone, fields.day, draftsToBreaks(fields.breaks))];
      await save('create-session', { ...common, startMs, endMs, breaks });
    } else {
      const rule = `FREQ=WEEKLY;BYDAY=${fields.weekdays.join(',')}`;
      const breaks = [...draftsToBreaks(fields.breaks)];
      const times = { firstDay: fields.day, startMin, endMin, breaks };
      await save('create-series', { ...common, ...times, rule });
    }
  };
  const canRequest = refusal?.kind === 'session-overlap' && refusal.canRequest;
  return (
    <>
      <h2>{words.working}</h2>
      <p className="page-hint">
        {words.workingHint} <Anchor href="#/templates">{words.templates}</Anchor>
      </p>
      <FormFrame
        refusal={work ? null : refusal}
        isBusy={isBusy}
        onSubmit={() => void submit(false)}
        moreActions={
          canRequest ? (
            <Button size="compact-sm" variant="subtle" onClick={() => void submit(true, accepted)}>
              {words.askAnyway}
            </Button>
          ) : null
        }
      >
        <WorkingTimesFields form={form} />
      </FormFrame>
      {work ? (
        <AcceptNotice
          {...{ ...workNotice(work, say), isBusy }}
          onAccept={(reason) => void submit(false, acceptanceOf(work, reason))}
        />
      ) : null}
    </>
  );
}

const NO_BREAKS: readonly BreakDraft[] = [];
const NO_TAGS: readonly string[] = [];
const NO_ROOM: string | null = null;

function useForm({ branch, zone }: BranchTime) {
  const doctors = [...useRows('doctors').values()];
  const [chosenId, setDoctorId] = useState<string | null>(null);
  const [fields, setFields] = useState({
    ...{ repeat: 'weekly', from: '09:00', until: '13:00', slotMin: 15 },
    day: dayAt(zone, Date.now()),
    weekdays: ['MO', 'TU', 'WE', 'TH', 'FR'],
    breaks: NO_BREAKS,
    tags: NO_TAGS,
    roomId: NO_ROOM,
  });
  const change = (changes: Partial<typeof fields>): void => setFields({ ...fields, ...changes });
  const rooms = useRoomChoices(branch.id);
  const doctorId = chosenId ?? doctors[0]?.id ?? null;
  return { doctors, doctorId, setDoctorId, rooms, fields, change };
}

function WorkingTimesFields({ form }: { readonly form: ReturnType<typeof useForm> }) {
  const { doctors, doctorId, setDoctorId, fields, change } = form;
  return (
    <>
      <Select
        label={words.doctor}
        value={doctorId}
        allowDeselect={false}
        onChange={setDoctorId}
        data={doctors.map((doctor) => ({ value: doctor.id, label: doctor.name }))}
      />
      <SegmentedControl
        aria-label={words.repeat}
        value={fields.repeat}
        onChange={(repeat) => change({ repeat })}
        data={[
          { value: 'weekly', label: words.weekly },
          { value: 'once', label: words.once },
        ]}
      />
      <TextInput
        label={words.day}
        type="date"
        required
        value={fields.day}
        onChange={(event) => change({ day: event.currentTarget.value })}
      />
      <TextInput
        label={words.from}
        type="time"
        required
        value={fields.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        label={words.until}
        type="time"
        required
        value={fields.until}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
      <NumberInput
        label={words.slot}
        min={5}
        max={240}
        step={5}
        value={fields.slotMin}
        onChange={(minutes) => change({ slotMin: Number(minutes) || 15 })}
      />
      <PlaceFields form={form} />
      <BreakFields
        breaks={fields.breaks}
        labels={breakWords}
        max={BREAKS_MAX}
        nameMax={BREAK_NAME_MAX}
        work={fields}
        onChange={(breaks) => change({ breaks })}
      />
      {fields.repeat === 'weekly' ? (
        <WeekdayChips
          label={words.weekdays}
          names={DAY_NAMES}
          chosen={fromRruleDays(fields.weekdays)}
          onChange={(days) => change({ weekdays: [...toRruleDays(days)] })}
        />
      ) : null}
    </>
  );
}

/** The room, and the marks. */
function PlaceFields({ form }: { readonly form: ReturnType<typeof useForm> }) {
  const { rooms, fields, change } = form;
  const { options, namesOf, onNew } = useClinicTags();
  return (
    <>
      <RoomSelect
        label={roomWords.room}
        placeholder={roomWords.none}
        rooms={rooms}
        value={fields.roomId}
        onChange={(roomId) => change({ roomId })}
      />
      <TagInput
        label={words.tags}
        placeholder={words.tagsPlaceholder}
        max={20}
        {...{ options, onNew }}
        value={namesOf(fields.tags)}
        onChange={(tags) => change({ tags })}
      />
    </>
  );
}
