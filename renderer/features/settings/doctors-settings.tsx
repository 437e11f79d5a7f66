import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

export function DoctorsSettings() {
  const doctors = [...useRows('doctors').values()];
  const branches = useRows('branches');
  const places = Map.groupBy(
    [...useRows('doctorBranches').values()].filter((place) => !place.deleted),
    (place) => place.doctorId,
  );
  const { newId, save, refusal, isBusy } = useSave();
  const [name, setName] = useState('');
  const [speciality, setSpeciality] = useState('');
  const [branchIds, setBranchIds] = useState<string[]>([]);
  const submit = async (): Promise<void> => {
    const at = branchIds.length > 0 ? branchIds : [...branches.keys()].slice(0, 1);
    const doctor = { id: newId(), name, speciality, kind: 'full-time' as const, active: true };
    if (!(await save('save-doctor', { ...doctor, branchIds: at }))) return;
    setName('');
    setSpeciality('');
  };
  return (
    <>
      <h2>{words.doctors}</h2>
      <SimpleTable
        head={[words.name, words.speciality, words.branches]}
        rows={doctors.map((doctor) => ({
          id: doctor.id,
          cells: [
            doctor.name,
            doctor.speciality,
            words.at(
              (places.get(doctor.id) ?? []).map((p) => branches.get(p.branchId)?.name ?? ''),
            ),
          ],
        }))}
      />
      <FormFrame refusal={refusal} isBusy={isBusy} onSubmit={() => void submit()}>
        <TextInput
          label={words.name}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={words.speciality}
          value={speciality}
          onChange={(event) => setSpeciality(event.currentTarget.value)}
        />
        <MultiSelect
          label={words.branches}
          value={branchIds}
          onChange={setBranchIds}
          data={[...branches.values()].map((branch) => ({ value: branch.id, label: branch.name }))}
        />
      </FormFrame>
    </>
  );
}
