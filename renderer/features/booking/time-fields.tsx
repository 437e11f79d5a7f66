import { Select, TextInput } from '@mantine/core';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import { dayAt, instantOfDay, isDay, minuteOfDay } from '../../../shared/time/day.ts';
import { instantToWall } from '../../../shared/time/local-time.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import type { Draft } from '../../state/view-store.ts';
import { words } from './booking-words.ts';

/** With whom, on which day and at what time, to the minute; the schedule's grid is coarser. */
export function TimeFields(props: {
  readonly place: BranchTime;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}) {
  const { draft, onChange } = props;
  const { zone, branch } = props.place;
  const doctors = useRows('doctors');
  const here = [...useRows('doctorBranches').values()].filter(
    (at) => at.branchId === branch.id && !at.deleted,
  );
  const startMs = draft.startMs ?? Date.now();
  const day = dayAt(zone, startMs);
  const minute = minuteOfDay(instantToWall(zone, startMs));
  return (
    <>
      <Select
        label={words.doctor}
        value={draft.doctorId}
        data={here.map(({ doctorId }) => ({
          value: doctorId,
          label: doctors.get(doctorId)?.name ?? '',
        }))}
        onChange={(doctorId) => onChange({ ...draft, doctorId })}
      />
      <div className="two-fields">
        <TextInput
          label={words.day}
          type="date"
          value={draft.startMs === null ? '' : day}
          onChange={({ currentTarget: { value } }) => {
            if (isDay(value)) onChange({ ...draft, startMs: instantOfDay(zone, value, minute) });
          }}
        />
        <TextInput
          label={words.time}
          type="time"
          value={draft.startMs === null ? '' : formatClockTime(minute)}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...draft, startMs: instantOfDay(zone, day, minuteOfField(value)) })
          }
        />
      </div>
    </>
  );
}
