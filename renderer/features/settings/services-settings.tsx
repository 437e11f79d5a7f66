import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { HUES } from '../../../shared/model/choices.ts';
import type { Hue } from '../../../shared/model/primitives.ts';
import { useRows } from '../../replica/rows-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

export function ServicesSettings() {
  const services = [...useRows('services').values()];
  const { newId, save, refusal, isBusy } = useSave();
  const [name, setName] = useState('');
  const [durationMin, setDurationMin] = useState(15);
  const [hue, setHue] = useState<Hue>('green');
  const submit = async (): Promise<void> => {
    if (await save('save-service', { id: newId(), name, durationMin, hue, active: true }))
      setName('');
  };
  return (
    <>
      <h2>{words.services}</h2>
      <SimpleTable
        head={[words.name, words.duration]}
        rows={services.map((service) => ({
          id: service.id,
          cells: [
            <Chip key="name" hue={service.hue}>
              {service.name}
            </Chip>,
            words.minutes(service.durationMin),
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
        <NumberInput
          label={words.duration}
          min={5}
          max={480}
          step={5}
          value={durationMin}
          onChange={(minutes) => setDurationMin(Number(minutes) || 15)}
        />
        <Select
          label={words.colour}
          value={hue}
          allowDeselect={false}
          data={HUES.map((one) => ({ value: one, label: words.hues[one] }))}
          onChange={(one) => setHue((one as Hue) ?? hue)}
        />
      </FormFrame>
    </>
  );
}
