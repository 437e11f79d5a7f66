import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type {
  ImportMapping,
  ImportShape,
  ImportSubject,
  TableInspection,
} from '../../../shared/wire/desk/import.ts';
import { IMPORT_FIELDS } from '../../../shared/wire/desk/import-choices.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { Notice } from '../../ui/notice.tsx';
import { ColumnsTable } from './columns-table.tsx';
import { words } from './import-words.ts';
import { ShapeFields } from './shape-fields.tsx';

const DATE_FORMATS = ['yyyy-mm-dd', 'dd/mm/yyyy', 'mm/dd/yyyy', 'dd.mm.yyyy', 'dd-mm-yyyy'];

/** What the columns mean, as it was guessed; everything can be changed. */
export function MappingForm(props: {
  readonly inspection: TableInspection;
  /** As it was chosen before the last check; null at first. */
  readonly chosen: ImportMapping | null;
  readonly isBusy: boolean;
  /** The file is to be read in another way. */
  readonly onShape: (shape: ImportShape) => void;
  readonly onCheck: (mapping: ImportMapping) => void;
}) {
  const { mapping, change } = useMapping(props.inspection, props.chosen);
  if (mapping === null) return null;
  return (
    <>
      {props.inspection.remembered ? <Notice tone="ok" title={words.remembered} /> : null}
      <div className="form-grid">
        <ShapeFields shape={mapping} sheets={props.inspection.sheets} onChange={props.onShape} />
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
        {mapping.subject === 'patients' ? null : (
          <WhoseFields mapping={mapping} onChange={change} />
        )}
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

/** Whose the rows are, for what, and how long, as far as the file does not say. */
function WhoseFields(props: {
  readonly mapping: ImportMapping;
  readonly onChange: (changes: Partial<ImportMapping>) => void;
}) {
  const { mapping, onChange } = props;
  const doctors = [...useRows('doctors').values()];
  const services = [...useRows('services').values()];
  const isSlots = mapping.subject === 'slots';
  return (
    <>
      <Select
        label={isSlots ? words.doctor : words.otherwise.doctor}
        value={mapping.doctorId}
        data={doctors.map(toChoice)}
        onChange={(doctorId) => onChange({ doctorId })}
      />
      <Select
        label={isSlots ? words.service : words.otherwise.service}
        value={mapping.serviceId}
        data={services.map(toChoice)}
        onChange={(serviceId) => onChange({ serviceId })}
      />
      {isSlots ? (
        <>
          <NumberInput
            label={words.slotMin}
            min={5}
            max={240}
            value={mapping.slotMin ?? 15}
            onChange={(minutes) => onChange({ slotMin: Number(minutes) || 15 })}
          />
          <Switch
            label={words.books}
            checked={mapping.bookedBecomeAppointments}
            onChange={(event) =>
              onChange({ bookedBecomeAppointments: event.currentTarget.checked })
            }
          />
        </>
      ) : null}
    </>
  );
}

const toChoice = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  value: id,
  label: name,
});

function useMapping(inspection: TableInspection, chosen: ImportMapping | null) {
  const branchId = useBranch()?.branch.id ?? null;
  const doctors = useRows('doctors');
  const services = useRows('services');
  const [changes, setChanges] = useState<Partial<ImportMapping>>(chosen ?? {});
  if (branchId === null) return { mapping: null, change: setChanges };
  const { encoding, delimiter, hasHeader, sheet, remembered } = inspection;
  const { subject, columns, dateFormat } = remembered ?? inspection;
  const among = (id: string | null | undefined, rows: ReadonlyMap<string, unknown>) =>
    id && rows.has(id) ? id : ([...rows.keys()][0] ?? null);
  const wanted: ImportMapping = {
    ...{ subject, columns: [...columns], dateFormat, branchId },
    doctorId: among(remembered?.doctorId, doctors),
    serviceId: among(remembered?.serviceId, services),
    slotMin: remembered?.slotMin ?? 15,
    bookedBecomeAppointments: remembered?.bookedBecomeAppointments ?? subject === 'slots',
    ...changes,
    ...{ encoding, delimiter, hasHeader, sheet },
  };
  // Read in another way, the file has other columns than those that were chosen.
  const fits = wanted.columns.length === inspection.header.length;
  const mapping = fits ? wanted : { ...wanted, columns: [...inspection.columns] };
  const change = (more: Partial<ImportMapping>): void => setChanges({ ...changes, ...more });
  return { mapping, change };
}
