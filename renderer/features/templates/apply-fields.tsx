import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { APPLY_WAYS } from '../../../shared/model/choices.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { RepeatFields } from '../../ui/repeat-fields.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { repeatWords } from '../../words/repeat-words.ts';
import type { ApplyDraft } from './apply-draft.ts';
import { words } from './templates-words.ts';

/** A week that is kept mostly is of the days around it: what is said apart is its weekend. */
const SATURDAY = 6;

interface FieldsProps {
  readonly draft: ApplyDraft;
  readonly onChange: (draft: ApplyDraft) => void;
}

/** For whom, where, on which days, and how. */
export function ApplyFields({
  draft,
  doctorId,
  onChange,
}: FieldsProps & { readonly doctorId: string | null }) {
  const doctors = useDoctorsHere(null);
  const branches = [...useRows('branches').values()];
  const change = (changed: Partial<ApplyDraft>): void => onChange({ ...draft, ...changed });
  return (
    <>
      <div className="form-grid">
        <Select
          label={words.doctor}
          searchable
          allowDeselect={false}
          value={doctorId}
          data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chosen) => change({ doctorId: chosen })}
        />
        <Select
          label={words.branch}
          allowDeselect={false}
          value={draft.branchId}
          data={branches.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(branchId) => change({ branchId: branchId ?? draft.branchId })}
        />
        {(['firstDay', 'lastDay'] as const).map((field) => (
          <TextInput
            key={field}
            label={words[field]}
            type="date"
            required
            value={draft[field]}
            onChange={(event) => change({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <RepeatFields
        without={words.allDays}
        value={draft.repetition}
        weekday={SATURDAY}
        words={repeatWords}
        names={DAY_NAMES}
        onChange={(repetition) => change({ repetition })}
      />
      <div className="template-way">
        <SegmentedControl
          size="xs"
          aria-label={words.way}
          value={draft.way}
          onChange={(way) => change({ way: way as ApplyDraft['way'] })}
          data={APPLY_WAYS.map((value) => ({ value, label: words.ways[value] }))}
        />
        <span className="page-hint">{words.wayHints[draft.way]}</span>
      </div>
    </>
  );
}
