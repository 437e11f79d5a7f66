import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { HUES } from '../../../shared/model/choices.ts';
import type { Hue } from '../../../shared/model/primitives.ts';
import { useRows } from '../../replica/rows-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

const EMPTY = { name: '', durationMin: 15, hue: 'green' as Hue, active: true };

export function ServicesSettings() {
  const services = [...useRows('services').values()];
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(EMPTY);
  const { fields, change } = form;
  const submit = async (): Promise<void> => {
    if (await save('save-service', { id: form.id ?? newId(), ...fields })) form.reset();
  };
  return (
    <>
      <h2>{words.services}</h2>
      <SimpleTable
        head={[words.name, words.duration, '']}
        rows={services.map((service) => ({
          id: service.id,
          cells: [
            <Chip key="name" hue={service.hue}>
              {service.name}
            </Chip>,
            service.active ? words.minutes(service.durationMin) : words.notOffered,
            <EditButton
              key="edit"
              name={service.name}
              onEdit={() => {
                const { id, ...its } = service;
                form.edit(id, its);
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
        <NumberInput
          label={words.duration}
          min={5}
          max={480}
          step={5}
          value={fields.durationMin}
          onChange={(minutes) => change({ durationMin: Number(minutes) || 15 })}
        />
        <Select
          label={words.colour}
          value={fields.hue}
          allowDeselect={false}
          data={HUES.map((one) => ({ value: one, label: words.hues[one] }))}
          onChange={(one) => change({ hue: (one as Hue) ?? fields.hue })}
        />
        {form.id === null ? null : (
          <Switch
            label={words.offered}
            checked={fields.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        )}
      </FormFrame>
    </>
  );
}
