import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
const EMPTY = { name: '', opens: '08:00', closes: '18:00' };

export function BranchesSettings() {
  const branches = [...useRows('branches').values()];
  const { newId, save, refusal, isBusy } = useSave();
  const [form, setForm] = useState(EMPTY);
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const submit = async (): Promise<void> => {
    const [opensMin, closesMin] = [minuteOfField(form.opens), minuteOfField(form.closes)];
    const branch = { id: newId(), name: form.name, timeZone, opensMin, closesMin };
    if (await save('save-branch', branch)) setForm(EMPTY);
  };
  return (
    <>
      <h2>{words.branches}</h2>
      <SimpleTable
        head={[words.name, words.timeZone, words.opens]}
        rows={branches.map((branch) => ({
          id: branch.id,
          cells: [
            branch.name,
            branch.timeZone,
            words.hours(formatClockTime(branch.opensMin), formatClockTime(branch.closesMin)),
          ],
        }))}
      />
      <FormFrame refusal={refusal} isBusy={isBusy} onSubmit={() => void submit()}>
        <TextInput
          label={words.name}
          required
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        />
        <Select
          label={words.timeZone}
          data={TIME_ZONES}
          searchable
          value={timeZone}
          onChange={(zone) => setTimeZone(zone ?? timeZone)}
        />
        <TextInput
          label={words.opens}
          type="time"
          required
          value={form.opens}
          onChange={(event) => setForm({ ...form, opens: event.currentTarget.value })}
        />
        <TextInput
          label={words.closes}
          type="time"
          required
          value={form.closes}
          onChange={(event) => setForm({ ...form, closes: event.currentTarget.value })}
        />
      </FormFrame>
    </>
  );
}
