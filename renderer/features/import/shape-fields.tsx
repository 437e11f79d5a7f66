import { Select, Switch } from '@mantine/core';
import type { ImportShape } from '../../../shared/wire/desk/import.ts';
import { IMPORT_DELIMITERS, IMPORT_ENCODINGS } from '../../../shared/wire/desk/import-choices.ts';
import { words } from './import-words.ts';

/** How the text of the file becomes rows; what is changed is looked at anew. */
export function ShapeFields(props: {
  readonly shape: ImportShape;
  /** Of an Excel file, which says itself how it is written. */
  readonly sheets: readonly string[];
  readonly onChange: (shape: ImportShape) => void;
}) {
  const { encoding, delimiter, hasHeader, sheet } = props.shape;
  const change = (more: Partial<ImportShape>): void =>
    props.onChange({ encoding, delimiter, hasHeader, sheet, ...more });
  const header = (
    <Switch
      label={words.hasHeader}
      checked={hasHeader}
      onChange={(event) => change({ hasHeader: event.currentTarget.checked })}
    />
  );
  if (props.sheets.length > 0) {
    return (
      <>
        <Select
          label={words.sheet}
          value={sheet ?? props.sheets[0] ?? null}
          allowDeselect={false}
          data={props.sheets}
          onChange={(name) => change(name ? { sheet: name } : {})}
        />
        {header}
      </>
    );
  }
  return (
    <>
      <Select
        label={words.encoding}
        value={encoding}
        allowDeselect={false}
        searchable
        data={[...new Set([...IMPORT_ENCODINGS, encoding])]}
        onChange={(name) => change({ encoding: name ?? encoding })}
      />
      <Select
        label={words.delimiter}
        value={delimiter}
        allowDeselect={false}
        data={IMPORT_DELIMITERS.map((one) => ({ value: one, label: words.delimiters[one] }))}
        onChange={(one) => change({ delimiter: (one as ImportShape['delimiter']) ?? delimiter })}
      />
      {header}
    </>
  );
}
