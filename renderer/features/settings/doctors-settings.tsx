import { MultiSelect, Select, TextInput } from '@mantine/core';
import type { Doctor } from '../../../shared/model/doctor.ts';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

const KINDS = Object.entries(words.doctorKinds).map(([value, label]) => ({ value, label }));
const EMPTY = {
  ...{ name: '', speciality: '', kind: 'full-time' as Doctor['kind'], active: true },
  branchIds: [] as string[],
};

export function DoctorsSettings() {
  const doctors = [...useRows('doctors').values()];
  const branches = useRows('branches');
  const places = Map.groupBy(
    [...useRows('doctorBranches').values()].filter((place) => !place.deleted),
    (place) => place.doctorId,
  );
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(EMPTY);
  const { fields, change } = form;
  const submit = async (): Promise<void> => {
    const { branchIds, ...doctor } = fields;
    const at = branchIds.length > 0 ? branchIds : [...branches.keys()].slice(0, 1);
    const id = form.id ?? newId();
    if (await save('save-doctor', { id, ...doctor, branchIds: at })) form.reset();
  };
  const branchIdsOf = (doctorId: string): string[] =>
    (places.get(doctorId) ?? []).map(({ branchId }) => branchId);
  return (
    <>
      <h2>{words.doctors}</h2>
      <SimpleTable
        head={[words.name, words.speciality, words.kind, words.branches, '']}
        rows={doctors.map((doctor) => ({
          id: doctor.id,
          cells: [
            doctor.name,
            doctor.speciality,
            words.doctorKinds[doctor.kind],
            words.at(branchIdsOf(doctor.id).map((id) => branches.get(id)?.name ?? '')),
            <EditButton
              key="edit"
              name={doctor.name}
              onEdit={() => {
                const { id, ...its } = doctor;
                form.edit(id, { ...its, branchIds: branchIdsOf(id) });
              }}
            />,
          ],
        }))}
      />
      <FormFrame {...{ refusal, isBusy }} editing={form} onSubmit={() => void submit()}>
        <TextInput
          label={words.name}
          required
          value={fields.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={words.speciality}
          value={fields.speciality}
          onChange={(event) => change({ speciality: event.currentTarget.value })}
        />
        <Select
          label={words.kind}
          value={fields.kind}
          allowDeselect={false}
          data={KINDS}
          onChange={(kind) => change({ kind: (kind as Doctor['kind']) ?? fields.kind })}
        />
        <MultiSelect
          label={words.branches}
          value={fields.branchIds}
          onChange={(branchIds) => change({ branchIds })}
          data={[...branches.values()].map((branch) => ({ value: branch.id, label: branch.name }))}
        />
      </FormFrame>
    </>
  );
}
