import { Select } from '@mantine/core';

/** Which room, of those there are; nothing where there are none. */
export function RoomSelect(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly rooms: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | null;
  readonly onChange: (roomId: string | null) => void;
  readonly size?: 'xs';
  /** The label is for those alone who do not see it. */
  readonly isQuiet?: boolean;
}) {
  const { label, placeholder, rooms, value, onChange, isQuiet = false } = props;
  if (rooms.length === 0) return null;
  return (
    <Select
      {...(isQuiet ? { 'aria-label': label } : { label })}
      {...(props.size ? { size: props.size } : {})}
      placeholder={placeholder}
      clearable
      searchable
      value={value}
      data={[...rooms]}
      onChange={onChange}
    />
  );
}
