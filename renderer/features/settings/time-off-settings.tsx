import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TimeOff } from '../../../shared/model/time-off.ts';
import { dayAt, dayEndMs, dayStartMs } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useSay } from '../../words/use-say.ts';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { SimpleTable } from './simple-table.tsx';
import { useSave } from './use-save.ts';

const KINDS = ['leave', 'surgery', 'conference', 'emergency'] as const;

/** Days on which a doctor is away. */
export function TimeOffSettings() {
  const place = useBranch();
  return place ? <TimeOffForm place={place} /> : null;
}

function TimeOffForm({ place: { zone } }: { readonly place: BranchTime }) {
  const say = useSay();
  const doctors = [...useRows('doctors').values()];
  const timeOff = [...useRows('timeOff').values()].filter((off) => !off.deleted);
  const { newId, save, refusal, isBusy } = useSave();
  const today = dayAt(zone, Date.now());
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const [days, setDays] = useState({ first: today, last: today });
  const [kind, setKind] = useState<TimeOff['kind']>('leave');
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    const who = doctorId ?? doctors[0]?.id;
    if (who === undefined) return;
    const startMs = dayStartMs(zone, days.first);
    const endMs = dayEndMs(zone, days.last);
    const times = [{ id: newId(), startMs, endMs }];
    await save('add-time-off', { doctorId: who, times, kind, reason, affected: null });
  };
  return (
    <>
      <h2>{words.away}</h2>
      <SimpleTable
        head={[words.doctor, words.from, words.until, words.reason]}
        rows={timeOff.map((off) => ({
          id: off.id,
          cells: [
            say.doctor(off.doctorId),
            say.day(off.startMs),
            say.day(off.endMs - 1),
            off.reason || words.kinds[off.kind],
          ],
        }))}
      />
      <FormFrame refusal={refusal} isBusy={isBusy} onSubmit={() => void submit()}>
        <Select
          label={words.doctor}
          value={doctorId ?? doctors[0]?.id ?? null}
          allowDeselect={false}
          onChange={setDoctorId}
          data={doctors.map((doctor) => ({ value: doctor.id, label: doctor.name }))}
        />
        <TextInput
          label={words.from}
          type="date"
          required
          value={days.first}
          onChange={(event) => setDays({ ...days, first: event.currentTarget.value })}
        />
        <TextInput
          label={words.lastDay}
          type="date"
          required
          value={days.last}
          onChange={(event) => setDays({ ...days, last: event.currentTarget.value })}
        />
        <Select
          label={words.kind}
          value={kind}
          allowDeselect={false}
          data={KINDS.map((one) => ({ value: one, label: words.kinds[one] }))}
          onChange={(one) => setKind((one as TimeOff['kind']) ?? kind)}
        />
        <TextInput
          label={words.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormFrame>
    </>
  );
}
