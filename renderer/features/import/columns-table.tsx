import { Select } from '@mantine/core';
import type { ImportSubject, TableInspection } from '../../../shared/wire/desk/import.ts';
import { IMPORT_FIELDS } from '../../../shared/wire/desk/import-choices.ts';
import { words } from './import-words.ts';

const SAMPLES_SHOWN = 3;

/** Each column of the file with its first values and what it stands for. */
export function ColumnsTable(props: {
  readonly inspection: TableInspection;
  readonly subject: ImportSubject;
  readonly columns: readonly string[];
  readonly onColumns: (columns: readonly string[]) => void;
}) {
  const { inspection, columns } = props;
  const fields = IMPORT_FIELDS[props.subject].map((field) => ({
    value: field,
    label: words.fields[field] ?? field,
  }));
  return (
    <div className="import-columns">
      <table className="table-plain">
        <thead>
          <tr>
            <th>{words.column}</th>
            <th>{words.first}</th>
            <th>{words.field}</th>
          </tr>
        </thead>
        <tbody>
          {inspection.header.map((name, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is where it is, and two may share a heading.
            <tr key={`${i} ${name}`}>
              <td>{name}</td>
              <td>
                {inspection.sample
                  .slice(0, SAMPLES_SHOWN)
                  .map((row) => row[i] ?? '')
                  .join(' · ')}
              </td>
              <td>
                <Select
                  aria-label={`${words.field}: ${name}`}
                  data={fields}
                  value={columns[i] ?? 'ignore'}
                  allowDeselect={false}
                  onChange={(field) => props.onColumns(columns.with(i, field ?? 'ignore'))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
