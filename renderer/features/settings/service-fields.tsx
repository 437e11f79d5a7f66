import { NumberInput, Select, Switch } from '@mantine/core';
import {
  BUFFER_MAX_MIN,
  HUES,
  SERVICE_ICONS,
  type ServiceIcon,
} from '../../../shared/model/choices.ts';
import type { Hue } from '../../../shared/model/primitives.ts';
import type { Service } from '../../../shared/model/service.ts';
import { NameField } from './name-field.tsx';
import { words } from './settings-words.ts';
import type { RecordForm } from './use-record-form.ts';

export type ServiceDraft = Omit<Service, 'id'>;

export const NEW_SERVICE: ServiceDraft = {
  ...{ name: '', durationMin: 15, hue: 'green', icon: null },
  ...{ beforeMin: 0, afterMin: 0, overrides: [], active: true },
};

/** What a service is called, how it looks, how long it takes and what stays free around it. */
export function ServiceFields({ form }: { readonly form: RecordForm<ServiceDraft> }) {
  const { fields, change } = form;
  return (
    <>
      <NameField form={form} />
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
      <Select
        label={words.icon}
        value={fields.icon}
        placeholder={words.noIcon}
        clearable
        data={SERVICE_ICONS.map((one) => ({ value: one, label: words.icons[one] }))}
        onChange={(one) => change({ icon: one as ServiceIcon | null })}
      />
      <AroundField form={form} side="beforeMin" label={words.before} />
      <AroundField form={form} side="afterMin" label={words.after} />
      {form.id === null ? null : (
        <Switch
          label={words.offered}
          checked={fields.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

function AroundField(props: {
  readonly form: RecordForm<ServiceDraft>;
  readonly side: 'beforeMin' | 'afterMin';
  readonly label: string;
}) {
  const { form, side } = props;
  return (
    <NumberInput
      label={props.label}
      min={0}
      max={BUFFER_MAX_MIN}
      step={5}
      value={form.fields[side]}
      onChange={(minutes) => form.change({ [side]: Number(minutes) || 0 })}
    />
  );
}
