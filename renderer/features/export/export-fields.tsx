import { Select, Switch, TextInput } from '@mantine/core';
import type { ExportWish } from '../../../shared/wire/desk/export.ts';
import { CONTENTS_BY_FORMAT, EXPORT_FORMATS } from '../../../shared/wire/desk/export-choices.ts';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './export-words.ts';

/** Stands for all doctors in the list of them. */
const EVERY = 'every';

/** What the file holds, of whom, and on which days. */
export function ExportFields(props: {
  readonly wish: ExportWish;
  readonly onChange: (changes: Partial<ExportWish>) => void;
}) {
  const { wish, onChange } = props;
  const doctors = [...useRows('doctors').values()].map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  const isCalendar = wish.format === 'icalendar';
  const everyone = isCalendar ? [] : [{ value: EVERY, label: words.everyDoctor }];
  const day = (name: 'firstDay' | 'lastDay') => (
    <TextInput
      label={words[name]}
      type="date"
      required
      value={wish[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.format}
          value={wish.format}
          allowDeselect={false}
          data={EXPORT_FORMATS.map((value) => ({ value, label: words.formats[value] }))}
          onChange={(format) => onChange({ format: format as ExportWish['format'] })}
        />
        <Select
          label={words.content}
          value={wish.content}
          allowDeselect={false}
          data={CONTENTS_BY_FORMAT[wish.format].map((value) => ({
            value,
            label: words.contents[value],
          }))}
          onChange={(content) => onChange({ content: content as ExportWish['content'] })}
        />
        <Select
          label={words.doctor}
          value={wish.doctorId ?? EVERY}
          allowDeselect={false}
          searchable
          data={[...everyone, ...doctors]}
          onChange={(id) => onChange({ doctorId: id === EVERY ? null : id })}
        />
        {day('firstDay')}
        {day('lastDay')}
      </div>
      {wish.format === 'smart' ? <PublishFields wish={wish} onChange={onChange} /> : null}
      {canName(wish) ? (
        <Switch
          label={words.namesPatients}
          checked={wish.namesPatients}
          onChange={(event) => onChange({ namesPatients: event.currentTarget.checked })}
        />
      ) : null}
    </>
  );
}

/** What is said to those who find the times on the web. */
function PublishFields({ wish, onChange }: Parameters<typeof ExportFields>[0]) {
  const field = (name: 'phone' | 'address', inputMode: 'tel' | 'url', max: number) => (
    <TextInput
      label={words[name]}
      description={words[`${name}Hint`]}
      inputMode={inputMode}
      maxLength={max}
      value={wish[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className="form-grid">
      {field('phone', 'tel', 40)}
      {field('address', 'url', 300)}
    </div>
  );
}

/** Working time, time off, FHIR and what is published say nothing about patients in any case. */
const canName = ({ format, content }: ExportWish): boolean =>
  format !== 'fhir' && format !== 'smart' && (content === 'appointments' || content === 'slots');
