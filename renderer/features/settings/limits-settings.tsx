import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import type { DailyLimit } from '../../../shared/model/quota.ts';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

/** The most firm appointments a doctor has a day, and what of them each branch may make by itself. */
export function LimitsSettings() {
  const doctors = useRows('doctors');
  const branches = useRows('branches');
  const limits = [...useRows('dailyLimits').values()].filter((one) => one.perDay !== null);
  const [doctorId, setDoctorId] = useState<string | null>(null);
  return (
    <>
      <h2>{words.limits}</h2>
      <p>{words.limitsHint}</p>
      <SimpleTable
        head={[words.doctor, words.perDay, words.shares]}
        rows={limits.map((limit) => ({
          id: limit.id,
          cells: [
            doctors.get(limit.doctorId)?.name ?? '',
            String(limit.perDay),
            limit.shares
              .map((one) => words.share(branches.get(one.branchId)?.name ?? '', one.perDay))
              .join(', '),
          ],
        }))}
      />
      <Select
        label={words.whoseDay}
        value={doctorId}
        onChange={setDoctorId}
        maw={320}
        data={[...doctors.values()].map((doctor) => ({ value: doctor.id, label: doctor.name }))}
      />
      {doctorId === null ? null : (
        <LimitForm
          key={doctorId}
          doctorId={doctorId}
          limit={limits.find((one) => one.doctorId === doctorId) ?? null}
        />
      )}
    </>
  );
}

/** An empty limit is none. */
function LimitForm(props: { readonly doctorId: string; readonly limit: DailyLimit | null }) {
  const { doctorId, limit } = props;
  const branches = useRows('branches');
  const places = [...useRows('doctorBranches').values()].filter(
    (place) => place.doctorId === doctorId && !place.deleted,
  );
  const { save, refusal, isBusy } = useSave();
  const [perDay, setPerDay] = useState<number | ''>(limit?.perDay ?? '');
  const [shares, setShares] = useState<Readonly<Record<string, number>>>(
    Object.fromEntries((limit?.shares ?? []).map((one) => [one.branchId, one.perDay])),
  );
  const submit = (): void => {
    const wanted = places.map(({ branchId }) => ({ branchId, perDay: shares[branchId] ?? 0 }));
    const none = perDay === '';
    const input = { doctorId, perDay: none ? null : perDay, shares: none ? [] : wanted };
    void save('set-daily-limit', input);
  };
  return (
    <FormFrame refusal={refusal} isBusy={isBusy} onSubmit={submit} submitLabel={words.saveLimit}>
      <NumberInput
        label={words.perDay}
        placeholder={words.noLimit}
        min={0}
        max={500}
        value={perDay}
        onChange={(value) => setPerDay(value === '' ? '' : Number(value))}
      />
      {places.map(({ branchId }) => (
        <NumberInput
          key={branchId}
          label={words.shareOf(branches.get(branchId)?.name ?? '')}
          min={0}
          max={500}
          value={shares[branchId] ?? 0}
          onChange={(value) => setShares({ ...shares, [branchId]: Number(value) })}
        />
      ))}
    </FormFrame>
  );
}
