import './break-fields.css';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { addBreak, type BreakDraft } from './break-draft.ts';

export interface BreakLabels {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly add: string;
  readonly remove: string;
  /** What a new one is called. */
  readonly newName: string;
}

/** The breaks of working time, one line each, each field named by its line. */
export function BreakFields(props: {
  readonly breaks: readonly BreakDraft[];
  readonly labels: BreakLabels;
  readonly max: number;
  readonly nameMax: number;
  /** The working time that they are in. */
  readonly work: { readonly from: string; readonly until: string };
  readonly onChange: (breaks: readonly BreakDraft[]) => void;
}) {
  const { breaks, labels, onChange } = props;
  const change = (changed: BreakDraft): void =>
    onChange(breaks.map((one) => (one.key === changed.key ? changed : one)));
  return (
    <div className="break-fields">
      {breaks.map((one, i) => (
        <div className="break-field" key={one.key}>
          <TextInput
            size="xs"
            aria-label={`${labels.name} ${i + 1}`}
            required
            maxLength={props.nameMax}
            value={one.name}
            onChange={(event) => change({ ...one, name: event.currentTarget.value })}
          />
          {(['from', 'until'] as const).map((field) => (
            <TextInput
              key={field}
              size="xs"
              type="time"
              required
              aria-label={`${labels.name} ${i + 1}, ${labels[field]}`}
              value={one[field]}
              onChange={(event) => change({ ...one, [field]: event.currentTarget.value })}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${labels.remove} ${i + 1}`}
            onClick={() => onChange(breaks.filter(({ key }) => key !== one.key))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          disabled={breaks.length >= props.max}
          onClick={() => onChange(addBreak(breaks, labels.newName, props.work))}
        >
          {labels.add}
        </Button>
      </div>
    </div>
  );
}
