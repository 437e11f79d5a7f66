import { Checkbox, Select, TextInput } from '@mantine/core';
import { isDay, weekdayOf } from '../../../shared/time/day.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { useRoomChoices } from '../../replica/use-rooms.ts';
import { useSession } from '../../state/session-store.ts';
import { RepeatFields } from '../../ui/repeat-fields.tsx';
import { RoomSelect } from '../../ui/room-select.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { repeatWords } from '../../words/repeat-words.ts';
import { roomWords } from '../../words/room-words.ts';
import { type AbsenceDraft, withRepeat } from './absence-draft.ts';
import { words } from './time-off-words.ts';

interface FieldsProps {
  readonly draft: AbsenceDraft;
  readonly onChange: (draft: AbsenceDraft) => void;
}

/** Who, why and when, in the order in which one says it. */
export function AbsenceFields({ draft, onChange }: FieldsProps) {
  const doctors = useWhoseAbsences();
  const rooms = useRoomChoices(useBranch()?.branch.id ?? null, draft.roomId);
  const change = (changed: Partial<AbsenceDraft>): void => onChange({ ...draft, ...changed });
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.doctor}
          allowDeselect={false}
          searchable
          value={draft.doctorId}
          data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(doctorId) => change({ doctorId })}
        />
        <Select
          label={words.kind}
          allowDeselect={false}
          value={draft.kind}
          data={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
          onChange={(kind) => change({ kind: (kind as AbsenceDraft['kind']) ?? draft.kind })}
        />
        <Select
          label={words.how}
          allowDeselect={false}
          value={draft.repeat}
          data={Object.entries(words.repeats).map(([value, label]) => ({ value, label }))}
          onChange={(to) =>
            onChange(withRepeat(draft, (to as AbsenceDraft['repeat']) ?? draft.repeat))
          }
        />
        <TextInput
          label={words.reason}
          value={draft.reason}
          maxLength={500}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        {draft.kind === 'surgery' ? (
          <RoomSelect
            label={roomWords.room}
            placeholder={roomWords.none}
            rooms={rooms}
            value={draft.roomId}
            onChange={(roomId) => change({ roomId })}
          />
        ) : null}
      </div>
      <DayFields draft={draft} onChange={onChange} />
      {draft.repeat === 'again' ? (
        <RepeatFields
          value={draft.repetition}
          weekday={isDay(draft.firstDay) ? weekdayOf(draft.firstDay) : 1}
          words={repeatWords}
          names={DAY_NAMES}
          onChange={(repetition) => change({ repetition: repetition ?? draft.repetition })}
        />
      ) : null}
    </>
  );
}

/** Doctors enter their own. */
function useWhoseAbsences() {
  const doctors = useDoctorsHere(null);
  const own = useSession(({ me }) => me?.doctorId ?? null);
  return own === null ? doctors : doctors.filter(({ id }) => id === own);
}

function DayFields({ draft, onChange }: FieldsProps) {
  const field = (name: 'firstDay' | 'lastDay' | 'from' | 'until', type: 'date' | 'time') => (
    <TextInput
      label={words[name]}
      type={type}
      required
      value={draft[name]}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className="form-grid">
      {field('firstDay', 'date')}
      {draft.repeat === 'for-good' ? null : field('lastDay', 'date')}
      <Checkbox
        className="form-check"
        label={words.wholeDays}
        checked={draft.isWholeDays}
        onChange={(event) => onChange({ ...draft, isWholeDays: event.currentTarget.checked })}
      />
      {draft.isWholeDays ? null : field('from', 'time')}
      {draft.isWholeDays || draft.repeat === 'for-good' ? null : field('until', 'time')}
    </div>
  );
}
