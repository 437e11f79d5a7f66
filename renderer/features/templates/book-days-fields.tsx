import { SegmentedControl, Select, TextInput } from '@mantine/core';
import type { BookDays } from '../../../shared/model/template.ts';
import { type DayKey, isDay, weekStart } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { words } from './templates-words.ts';
import { useShownDoctor } from './use-shown.ts';

/** Days of the schedule as they stand in the form. */
export interface BookDaysDraft {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly day: string;
  readonly lengthDays: BookDays['lengthDays'];
}

export const newBookDays = (branchId: string, today: DayKey): BookDaysDraft => ({
  ...{ branchId, doctorId: null, day: today, lengthDays: 7 },
});

/** A week begins on its Monday; null while something is missing. */
export function draftToBookDays(draft: BookDaysDraft, doctorId: string | null): BookDays | null {
  const { branchId, day, lengthDays } = draft;
  if (!isDay(day) || doctorId === null) return null;
  return { branchId, doctorId, firstDay: lengthDays === 7 ? weekStart(day) : day, lengthDays };
}

/** Whose day or week in the schedule is meant, and where. */
export function BookDaysFields(props: {
  readonly draft: BookDaysDraft;
  readonly onChange: (draft: BookDaysDraft) => void;
}) {
  const { draft, onChange } = props;
  const shownDoctor = useShownDoctor();
  const doctors = useDoctorsHere(null);
  const branches = [...useRows('branches').values()];
  const toData = (of: readonly { readonly id: string; readonly name: string }[]) =>
    of.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="form-grid">
      <Select
        label={words.doctor}
        searchable
        allowDeselect={false}
        value={draft.doctorId ?? shownDoctor}
        data={toData(doctors)}
        onChange={(doctorId) => onChange({ ...draft, doctorId })}
      />
      <Select
        label={words.branch}
        allowDeselect={false}
        value={draft.branchId}
        data={toData(branches)}
        onChange={(branchId) => onChange({ ...draft, branchId: branchId ?? draft.branchId })}
      />
      <SegmentedControl
        aria-label={words.length}
        value={String(draft.lengthDays)}
        onChange={(days) => onChange({ ...draft, lengthDays: days === '1' ? 1 : 7 })}
        data={[
          { value: '1', label: words.lengths[1] },
          { value: '7', label: words.lengths[7] },
        ]}
      />
      <TextInput
        label={draft.lengthDays === 1 ? words.dayOf : words.weekOf}
        type="date"
        required
        value={draft.day}
        onChange={(event) => onChange({ ...draft, day: event.currentTarget.value })}
      />
    </div>
  );
}
