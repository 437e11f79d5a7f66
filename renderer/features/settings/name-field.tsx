import { TextInput } from '@mantine/core';
import { words } from './settings-words.ts';
import type { RecordForm } from './use-record-form.ts';

/** What a record is called. */
export function NameField<F extends { readonly name: string }>(props: {
  readonly form: Pick<RecordForm<F>, 'fields' | 'change'>;
  readonly label?: string;
  readonly maxLength?: number;
}) {
  const { fields, change } = props.form;
  return (
    <TextInput
      label={props.label ?? words.name}
      required
      maxLength={props.maxLength}
      value={fields.name}
      onChange={(event) => change({ name: event.currentTarget.value } as Partial<F>)}
    />
  );
}
