import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type {
  ImportInspection,
  ImportMapping,
  ImportSubject,
} from '../../../shared/wire/desk/import.ts';
import { IMPORT_FIELDS } from '../../../shared/wire/desk/import-choices.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { ColumnsTable } from './columns-table.tsx';
import { words } from './import-words.ts';

const DATE_FORMATS = ['yyyy-mm-dd', 'dd/mm/yyyy', 'mm/dd/yyyy', 'dd.mm.yyyy', 'dd-mm-yyyy'];

/** What the columns mean, as it was guessed; everything can be changed. */
export function MappingForm(props: {
  readonly inspection: ImportInspection;
  readonly isBusy: boolean;
  readonly onCheck: (mapping: ImportMapping) => void;
}) {
  const { mapping, change } = useMapping(props.inspection);
  const doctors = [...useRows('doctors').values()];
  const services = [...useRows('services').values()];
  const toChoice = ({ id, name }: { readonly id: string; readonly name: string }) => ({
    value: id,
    label: name,
  });
  if (mapping === null) return null;
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.holds}
          value={mapping.subject}
          allowDeselect={false}
          data={Object.keys(IMPORT_FIELDS).map((one) => ({
            value: one,
            label: words.subjects[one as ImportSubject],
          }))}
          onChange={(subject) => change({ subject: subject as ImportSubject })}
        />
        <Select
          label={words.dates}
          value={mapping.dateFormat}
          allowDeselect={false}
          data={DATE_FORMATS}
          onChange={(format) => change({ dateFormat: format as ImportMapping['dateFormat'] })}
        />
        {mapping.subject === 'slots' ? (
          <>
            <Select
              label={words.doctor}
              value={mapping.doctorId}
              data={doctors.map(toChoice)}
              onChange={(doctorId) => change({ doctorId })}
            />
            <Select
              label={words.service}
              value={mapping.serviceId}
              data={services.map(toChoice)}
              onChange={(serviceId) => change({ serviceId })}
            />
            <NumberInput
              label={words.slotMin}
              min={5}
              max={240}
              value={mapping.slotMin ?? 15}
              onChange={(minutes) => change({ slotMin: Number(minutes) || 15 })}
            />
            <Switch
              label={words.books}
              checked={mapping.bookedBecomeAppointments}
              onChange={(event) =>
                change({ bookedBecomeAppointments: event.currentTarget.checked })
              }
            />
          </>
        ) : null}
      </div>
      <ColumnsTable
        inspection={props.inspection}
        subject={mapping.subject}
        columns={mapping.columns}
        onColumns={(columns) => change({ columns: [...columns] })}
      />
      <div>
        <Button loading={props.isBusy} onClick={() => props.onCheck(mapping)}>
          {words.check}
        </Button>
      </div>
    </>
  );
}

function useMapping(inspection: ImportInspection) {
  const branchId = useBranch()?.branch.id ?? null;
  const doctors = useRows('doctors');
  const services = useRows('services');
  const [changes, setChanges] = useState<Partial<ImportMapping>>({});
  if (branchId === null) return { mapping: null, change: setChanges };
  const { subject, columns, dateFormat, encoding, delimiter, hasHeader } = inspection;
  const mapping: ImportMapping = {
    ...{ subject, columns: [...columns], dateFormat, encoding, delimiter, hasHeader, branchId },
    doctorId: [...doctors.keys()][0] ?? null,
    serviceId: [...services.keys()][0] ?? null,
    slotMin: 15,
    bookedBecomeAppointments: subject === 'slots',
    ...changes,
  };
  const change = (more: Partial<ImportMapping>): void => setChanges({ ...changes, ...more });
  return { mapping, change };
}
