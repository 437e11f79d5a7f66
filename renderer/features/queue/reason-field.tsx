import { TextInput } from '@mantine/core';
import { words } from './queue-words.ts';

/** Why something is done in the queue. */
export function ReasonField(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextInput
      label={words.reason}
      value={props.value}
      maxLength={500}
      data-autofocus
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
