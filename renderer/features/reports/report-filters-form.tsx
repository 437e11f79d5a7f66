import { Select, TextInput } from '@mantine/core';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './reports-words.ts';
import type { RangeId, ReportFilters } from './use-reports.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Which days, branch, doctor and service all of the figures are about. */
export function ReportFiltersForm(props: {
  readonly filters: ReportFilters;
  readonly onChange: (more: Partial<ReportFilters>) => void;
}) {
  const { filters, onChange } = props;
  const [branches, doctors, services] = [
    useRows('branches'),
    useRows('doctors'),
    useRows('services'),
  ];
  const day = (name: 'firstDay' | 'lastDay', label: string) => (
    <TextInput
      label={label}
      type="date"
      value={filters[name]}
      onChange={(event) => onChange({ range: 'own', [name]: event.currentTarget.value })}
    />
  );
  return (
    <search className="form-grid report-filters no-print">
      <Select
        label={words.range}
        value={filters.range}
        allowDeselect={false}
        data={Object.entries(words.ranges)
          .map(([value, label]) => ({ value, label }))
          .toSorted((a, b) => Number(a.value) - Number(b.value))}
        onChange={(range) => range && onChange({ range: range as RangeId })}
      />
      {day('firstDay', words.from)}
      {day('lastDay', words.until)}
      <Choice
        {...{ label: words.branch, all: words.allBranches, id: filters.branchId }}
        options={[...branches.values()]}
        onChange={(branchId) => onChange({ branchId })}
      />
      <Choice
        {...{ label: words.doctor, all: words.allDoctors, id: filters.doctorId }}
        options={[...doctors.values()].map(({ id, name }) => ({ id, name: `Dr. ${name}` }))}
        onChange={(doctorId) => onChange({ doctorId })}
      />
      <Choice
        {...{ label: words.service, all: words.allServices, id: filters.serviceId }}
        options={[...services.values()]}
        onChange={(serviceId) => onChange({ serviceId })}
      />
    </search>
  );
}

function Choice(props: {
  readonly label: string;
  readonly all: string;
  readonly id: string | null;
  readonly options: readonly Named[];
  readonly onChange: (id: string | null) => void;
}) {
  return (
    <Select
      label={props.label}
      value={props.id ?? ''}
      allowDeselect={false}
      searchable
      data={[
        { value: '', label: props.all },
        ...props.options
          .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(id) => props.onChange(id || null)}
    />
  );
}
