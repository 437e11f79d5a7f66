import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import {
  SESSION_SERVICES_MAX,
  SHIFT_MIN_MAX,
  SLOT_MAX,
  SLOT_MIN,
} from '../../../shared/model/choices.ts';
import type { Alteration } from '../../../shared/model/many-sessions.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { useRoomChoices } from '../../replica/use-rooms.ts';
import { useServiceChoices } from '../../replica/use-service-choices.ts';
import { RoomSelect } from '../../ui/room-select.tsx';
import { ServicesInput } from '../../ui/services-input.tsx';
import { TagInput } from '../../ui/tag-input.tsx';
import { roomWords } from '../../words/room-words.ts';
import { sessionServiceWords } from '../../words/session-service-words.ts';
import type { ManyFieldsProps } from './choice-fields.tsx';
import { words } from './working-time-words.ts';

/** What is done to the sessions: what is left empty stays as it is. */
export function AlterationFields({ draft, onChange }: ManyFieldsProps) {
  const { to } = draft;
  const change = (changed: Partial<Alteration>): void =>
    onChange({ ...draft, to: { ...to, ...changed } });
  return (
    <>
      <SegmentedControl
        aria-label={words.what}
        size="xs"
        fullWidth
        value={draft.deletes ? 'remove' : 'change'}
        onChange={(what) => onChange({ ...draft, deletes: what === 'remove' })}
        data={[
          { value: 'change', label: words.change },
          { value: 'remove', label: words.remove },
        ]}
      />
      {draft.deletes ? null : (
        <>
          <NumberFields to={to} onChange={change} />
          <ServicesField to={to} onChange={change} />
          <TagFields to={to} onChange={change} />
          <PlaceFields to={to} onChange={change} />
          <RoomField to={to} onChange={change} branchId={to.branchId ?? draft.branchId ?? null} />
        </>
      )}
    </>
  );
}

interface Props {
  readonly to: Alteration;
  readonly onChange: (changed: Partial<Alteration>) => void;
}

function NumberFields({ to, onChange }: Props) {
  return (
    <>
      <div className="working-time-pair">
        <NumberInput
          label={words.many.toSlot}
          placeholder={words.many.asItIs}
          min={SLOT_MIN}
          max={SLOT_MAX}
          step={5}
          allowDecimal={false}
          value={to.slotMin ?? ''}
          onChange={(minutes) => onChange({ slotMin: Number(minutes) || null })}
        />
        <NumberInput
          label={words.capacity}
          placeholder={words.many.asItIs}
          min={1}
          max={50}
          allowDecimal={false}
          value={to.capacity ?? ''}
          onChange={(patients) => onChange({ capacity: Number(patients) || null })}
        />
      </div>
      <NumberInput
        label={words.many.shift}
        description={words.many.shiftHint}
        min={-SHIFT_MIN_MAX}
        max={SHIFT_MIN_MAX}
        step={5}
        allowDecimal={false}
        value={to.shiftMin}
        onChange={(minutes) => onChange({ shiftMin: Number(minutes) || 0 })}
      />
    </>
  );
}

function TagFields({ to, onChange }: Props) {
  const { options, onNew } = useClinicTags();
  const common = { placeholder: words.tagsHint, max: 20, options };
  return (
    <>
      <TagInput
        {...common}
        label={words.many.addTags}
        value={to.addTags}
        onNew={onNew}
        onChange={(addTags) => onChange({ addTags })}
      />
      <TagInput
        {...common}
        label={words.many.removeTags}
        value={to.removeTags}
        // A name that no mark has may be on sessions all the same.
        onNew={() => undefined}
        onChange={(removeTags) => onChange({ removeTags })}
      />
    </>
  );
}

const FOR_ANY = 'any';

/** What they are to be for: any service is chosen like one, and alone. */
function ServicesField({ to, onChange }: Props) {
  const services = useServiceChoices(to.serviceIds);
  const chosen = to.serviceIds?.length === 0 ? [FOR_ANY] : (to.serviceIds ?? []);
  const choose = (ids: readonly string[]): void => {
    const named = ids.filter((id) => id !== FOR_ANY);
    const isForAny = ids.includes(FOR_ANY) && !chosen.includes(FOR_ANY);
    if (ids.length === 0) onChange({ serviceIds: undefined });
    else onChange({ serviceIds: isForAny ? [] : named });
  };
  return (
    <ServicesInput
      label={words.many.toServices}
      placeholder={sessionServiceWords.asItIs}
      max={SESSION_SERVICES_MAX}
      choices={[{ value: FOR_ANY, label: sessionServiceWords.forAny, hue: 'grey' }, ...services]}
      value={chosen}
      onChange={choose}
    />
  );
}

const NO_ROOM = 'none';

/** Of the branch at which they are to be; of all branches at once there is none. */
function RoomField({ to, onChange, branchId }: Props & { readonly branchId: string | null }) {
  const rooms = useRoomChoices(branchId);
  const none = { value: NO_ROOM, label: roomWords.noRoom };
  return (
    <RoomSelect
      label={roomWords.room}
      placeholder={roomWords.asItIs}
      rooms={rooms.length === 0 ? [] : [none, ...rooms]}
      value={to.roomId === null ? NO_ROOM : (to.roomId ?? null)}
      onChange={(chosen) => onChange({ roomId: chosen === NO_ROOM ? null : (chosen ?? undefined) })}
    />
  );
}

function PlaceFields({ to, onChange }: Props) {
  const doctors = useDoctorsHere(null);
  const branches = [...useRows('branches').values()];
  return (
    <>
      <Select
        label={words.many.toDoctor}
        placeholder={words.many.asItIs}
        searchable
        clearable
        value={to.doctorId}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(doctorId) => onChange({ doctorId })}
      />
      {branches.length > 1 ? (
        <Select
          label={words.many.toBranch}
          placeholder={words.many.asItIs}
          clearable
          value={to.branchId}
          data={branches.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(branchId) => onChange({ branchId })}
        />
      ) : null}
    </>
  );
}
