import { Button, Checkbox, NumberInput, Pill, Select } from '@mantine/core';
import { useState } from 'react';
import type { ServiceOverride } from '../../../shared/model/service.ts';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './settings-words.ts';

/** The doctors with whom a service takes longer or shorter, or who do not do it. */
export function ServiceOverrides(props: {
  readonly overrides: readonly ServiceOverride[];
  readonly usualMin: number;
  readonly onChange: (overrides: readonly ServiceOverride[]) => void;
}) {
  const { overrides, onChange } = props;
  const doctors = useRows('doctors');
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const [minutes, setMinutes] = useState(props.usualMin);
  const [doesNot, setDoesNot] = useState(false);
  const without = (id: string): readonly ServiceOverride[] =>
    overrides.filter((override) => override.doctorId !== id);
  const set = (): void => {
    if (doctorId === null) return;
    onChange([...without(doctorId), { doctorId, durationMin: doesNot ? null : minutes }]);
    setDoctorId(null);
  };
  const nameOf = (id: string): string => doctors.get(id)?.name ?? '';
  return (
    <fieldset className="service-overrides">
      <legend>{words.overrides}</legend>
      {overrides.length === 0 ? null : (
        <Pill.Group>
          {overrides.map((override) => (
            <Pill
              key={override.doctorId}
              withRemoveButton
              removeButtonProps={{
                'aria-hidden': false,
                tabIndex: 0,
                'aria-label': words.removeOverride(nameOf(override.doctorId)),
              }}
              onRemove={() => onChange(without(override.doctorId))}
            >
              {words.override(nameOf(override.doctorId), override.durationMin)}
            </Pill>
          ))}
        </Pill.Group>
      )}
      <div className="form-grid">
        <Select
          label={words.overrideDoctor}
          searchable
          value={doctorId}
          data={[...doctors.values()].map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setDoctorId}
        />
        <NumberInput
          label={words.overrideMinutes}
          min={5}
          max={480}
          step={5}
          disabled={doesNot}
          value={minutes}
          onChange={(value) => setMinutes(Number(value) || props.usualMin)}
        />
        <Checkbox
          className="form-check"
          label={words.doesNot}
          checked={doesNot}
          onChange={(event) => setDoesNot(event.currentTarget.checked)}
        />
        <div className="form-buttons">
          <Button variant="default" disabled={doctorId === null} onClick={set}>
            {words.setOverride}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
