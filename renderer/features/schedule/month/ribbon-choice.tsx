import { Select } from '@mantine/core';
import { words } from '../schedule-words.ts';

/** Which rotation is shown as a ribbon over the month. */
export function RibbonChoice(props: {
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly chosenId: string | null;
  readonly onChoose: (rotationId: string | null) => void;
}) {
  return (
    <Select
      aria-label={words.ribbon}
      placeholder={words.ribbon}
      size="xs"
      w={190}
      clearable
      data={props.choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={props.chosenId}
      onChange={props.onChoose}
    />
  );
}
