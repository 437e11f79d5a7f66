import { Select, TextInput } from '@mantine/core';
import { KEPT_EVERY_MIN } from '../../../shared/wire/desk/import-choices.ts';
import type { KeepWish } from '../../../shared/wire/desk/kept-calendar.ts';
import { words } from './kept-words.ts';

const CHOICES = KEPT_EVERY_MIN.map((minutes) => ({
  value: String(minutes),
  label: words.everyChoices[minutes] ?? '',
}));

/** What a calendar is called here, and how often it is read. */
export function KeepFields(props: {
  readonly keep: KeepWish;
  readonly onChange: (keep: KeepWish) => void;
}) {
  const { keep, onChange } = props;
  return (
    <>
      <div className="form-grid">
        <TextInput
          label={words.name}
          required
          maxLength={120}
          value={keep.name}
          onChange={(event) => onChange({ ...keep, name: event.currentTarget.value })}
        />
        <Select
          label={words.every}
          value={String(keep.everyMin)}
          allowDeselect={false}
          data={CHOICES}
          onChange={(value) => {
            const everyMin = KEPT_EVERY_MIN.find((minutes) => String(minutes) === value);
            if (everyMin) onChange({ ...keep, everyMin });
          }}
        />
      </div>
      <p className="page-hint">{words.ahead}</p>
      <p className="page-hint">{words.noVisits}</p>
    </>
  );
}
