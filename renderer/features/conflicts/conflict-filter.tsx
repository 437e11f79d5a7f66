import { Select } from '@mantine/core';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './conflict-words.ts';
import type { EntryKind, Wanted } from './entries.ts';

/** Which conflicts are shown. */
export function ConflictFilter(props: {
  readonly wanted: Wanted;
  /** The kinds there are. */
  readonly kinds: readonly EntryKind[];
  readonly onChange: (wanted: Wanted) => void;
}) {
  const { wanted, onChange } = props;
  const toChoices = (records: Iterable<{ readonly id: string; readonly name: string }>) =>
    [...records].map(({ id, name }) => ({ value: id, label: name }));
  const doctors = toChoices(useRows('doctors').values());
  const branches = toChoices(useRows('branches').values());
  const kinds = props.kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }));
  const fields = [
    { field: 'kind', label: words.kind, every: words.everyKind, data: kinds },
    { field: 'doctorId', label: words.doctor, every: words.everyDoctor, data: doctors },
    { field: 'branchId', label: words.branch, every: words.everyBranch, data: branches },
  ] as const;
  return (
    <div className="conflict-filter">
      {fields.map(({ field, label, every, data }) => (
        <Select
          key={field}
          size="xs"
          aria-label={label}
          placeholder={every}
          clearable
          searchable
          value={wanted[field]}
          data={[...data]}
          onChange={(value) => onChange({ ...wanted, [field]: value } as Wanted)}
        />
      ))}
    </div>
  );
}
