import { Button } from '@mantine/core';
import { words } from './settings-words.ts';

/** Takes a line of a table into the form below it. */
export function EditButton(props: { readonly name: string; readonly onEdit: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      aria-label={words.editName(props.name)}
      onClick={props.onEdit}
    >
      {words.edit}
    </Button>
  );
}
