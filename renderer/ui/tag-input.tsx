import { TagsInput } from '@mantine/core';
import { StatusDot } from './status-dot.tsx';

/** A mark that can be chosen. */
export interface TagOption {
  readonly name: string;
  readonly hue: string;
}

/** Marks, chosen from those that are offered or typed; what is typed and not offered is told of. */
export function TagInput(props: {
  /** In sight, or else only for who hears it. */
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly size?: 'xs';
  readonly placeholder: string;
  readonly max: number;
  readonly options: readonly TagOption[];
  readonly value: readonly string[];
  readonly onChange: (names: string[]) => void;
  readonly onNew: (name: string) => void;
}) {
  const { options, value, onChange, onNew } = props;
  const hueOf = (name: string): string | undefined => options.find((one) => one.name === name)?.hue;
  return (
    <TagsInput
      {...(props.label === undefined ? {} : { label: props.label })}
      {...(props['aria-label'] === undefined ? {} : { 'aria-label': props['aria-label'] })}
      {...(props.size === undefined ? {} : { size: props.size })}
      placeholder={value.length === 0 ? props.placeholder : ''}
      maxTags={props.max}
      data={options.map(({ name }) => name)}
      renderOption={({ option }) => (
        <span className="tag-option" data-hue={hueOf(option.value) ?? 'grey'}>
          <StatusDot shape="dot" />
          {option.value}
        </span>
      )}
      value={[...value]}
      onChange={(names) => {
        onChange(names);
        for (const name of names) {
          if (!value.includes(name) && hueOf(name) === undefined) onNew(name);
        }
      }}
    />
  );
}
