import { MultiSelect } from '@mantine/core';
import { StatusDot } from './status-dot.tsx';

/** Which services, of those there are, each with its colour; none of them is said by `placeholder`. */
export function ServicesInput(props: {
  /** In sight, or else only for who hears it. */
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly size?: 'xs';
  readonly placeholder: string;
  readonly max: number;
  readonly choices: readonly {
    readonly value: string;
    readonly label: string;
    readonly hue: string;
  }[];
  readonly value: readonly string[];
  readonly onChange: (serviceIds: string[]) => void;
}) {
  const { choices, value } = props;
  return (
    <MultiSelect
      {...(props.label === undefined ? {} : { label: props.label })}
      {...(props['aria-label'] === undefined ? {} : { 'aria-label': props['aria-label'] })}
      {...(props.size === undefined ? {} : { size: props.size })}
      placeholder={value.length === 0 ? props.placeholder : ''}
      maxValues={props.max}
      searchable
      clearable
      hidePickedOptions
      classNames={{ inputField: 'services-field' }}
      value={[...value]}
      data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
      renderOption={({ option }) => (
        <span
          className="tag-option"
          data-hue={choices.find((one) => one.value === option.value)?.hue}
        >
          <StatusDot shape="dot" />
          {option.label}
        </span>
      )}
      onChange={props.onChange}
    />
  );
}
