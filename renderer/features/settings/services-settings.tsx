import { useEffect, useState } from 'react';
import { useRow, useRows } from '../../replica/rows-store.ts';
import { prepareService, useView } from '../../state/view-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ServiceIcon } from '../../ui/service-icon.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { NEW_SERVICE, ServiceFields } from './service-fields.tsx';
import { ServiceOverrides } from './service-overrides.tsx';
import { words } from './settings-words.ts';
import { type RecordForm, useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

export function ServicesSettings() {
  const services = [...useRows('services').values()];
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(NEW_SERVICE);
  const { fields, change } = form;
  const advised = usePrepared(form);
  const submit = async (): Promise<void> => {
    if (await save('save-service', { id: form.id ?? newId(), ...fields })) form.reset();
  };
  return (
    <>
      <SimpleTable
        head={[words.name, words.duration, words.aroundHead, '']}
        rows={services.map(({ id, ...service }) => ({
          id,
          cells: [
            <Chip
              key="name"
              hue={service.hue}
              icon={
                service.icon === null ? undefined : <ServiceIcon icon={service.icon} size={12} />
              }
            >
              {service.name}
            </Chip>,
            service.active ? words.minutes(service.durationMin) : words.notOffered,
            words.around(service.beforeMin, service.afterMin),
            <EditButton key="edit" name={service.name} onEdit={() => form.edit(id, service)} />,
          ],
        }))}
      />
      {advised !== null && form.id === advised.id ? (
        <Notice tone="neutral" title={words.advised(advised.durationMin, advised.wasMin)} />
      ) : null}
      <FormFrame
        {...{ refusal, isBusy }}
        editing={form}
        onSubmit={() => void submit()}
        moreFields={
          form.id === null ? null : (
            <ServiceOverrides
              key={form.id}
              overrides={fields.overrides}
              usualMin={fields.durationMin}
              onChange={(overrides) => change({ overrides })}
            />
          )
        }
      >
        <ServiceFields form={form} />
      </FormFrame>
    </>
  );
}

/** A service whose duration was advised to be another, and what it was. */
interface Advised {
  readonly id: string;
  readonly durationMin: number;
  readonly wasMin: number;
}

/** A duration that was advised stands in the form of its service, to be saved or not; said beside it. */
function usePrepared({ edit }: Pick<RecordForm<typeof NEW_SERVICE>, 'edit'>): Advised | null {
  const [advised, setAdvised] = useState<Advised | null>(null);
  const prepared = useView((view) => view.preparedService);
  const service = useRow('services', prepared?.id ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is put into the form once.
  useEffect(() => {
    if (!prepared || !service) return;
    const { id, ...fields } = service;
    edit(id, { ...fields, durationMin: prepared.durationMin });
    setAdvised({ id, durationMin: prepared.durationMin, wasMin: fields.durationMin });
    prepareService(null);
  }, [prepared, service]);
  return advised;
}
