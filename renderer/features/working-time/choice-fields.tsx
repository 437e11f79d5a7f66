import { Autocomplete, Checkbox, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { SLOT_MAX, SLOT_MIN } from '../../../shared/model/choices.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useServiceChoices } from '../../replica/use-service-choices.ts';
import { WeekdayChips } from '../../ui/weekday-chips.tsx';
import { DAY_NAMES } from '../../words/day-names.ts';
import { sessionServiceWords } from '../../words/session-service-words.ts';
import type { ManyDraft } from './many-draft.ts';
import { words } from './working-time-words.ts';

export interface ManyFieldsProps {
  readonly draft: ManyDraft;
  readonly onChange: (draft: ManyDraft) => void;
}

/** Which sessions are meant. */
export function ChoiceFields({ draft, onChange }: ManyFieldsProps) {
  const doctors = [...useRows('doctors').values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const branches = [...useRows('branches').values()];
  const tags = useClinicTags();
  const change = (changed: Partial<ManyDraft>): void => onChange({ ...draft, ...changed });
  const field = (name: 'from' | 'until' | 'firstDay' | 'lastDay', type: 'date' | 'time') => (
    <TextInput
      label={words.many[name]}
      type={type}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <MultiSelect
        label={words.many.doctors}
        placeholder={draft.doctorIds.length === 0 ? words.many.everyDoctor : ''}
        searchable
        clearable
        classNames={{ inputField: 'working-time-doctor' }}
        value={[...draft.doctorIds]}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(doctorIds) => change({ doctorIds })}
      />
      {branches.length > 1 ? (
        <Select
          label={words.many.branch}
          placeholder={words.many.everyBranch}
          clearable
          value={draft.branchId}
          data={branches.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(branchId) => change({ branchId })}
        />
      ) : null}
      <div className="working-time-pair">
        {field('firstDay', 'date')}
        {field('lastDay', 'date')}
      </div>
      <p className="page-hint">
        {draft.lastDay === '' ? words.many.forGood : words.many.untilThen}
      </p>
      <WeekdayChips
        label={words.many.weekdays}
        names={DAY_NAMES}
        chosen={draft.weekdays}
        onChange={(weekdays) => change({ weekdays })}
      />
      <div className="working-time-pair">
        {field('from', 'time')}
        {field('until', 'time')}
      </div>
      <ServiceChoiceFields {...{ draft, onChange }} />
      <div className="working-time-pair">
        <NumberInput
          label={words.slot}
          placeholder={words.many.any}
          min={SLOT_MIN}
          max={SLOT_MAX}
          step={5}
          allowDecimal={false}
          value={draft.slotMin ?? ''}
          onChange={(minutes) => change({ slotMin: Number(minutes) || null })}
        />
        <Autocomplete
          label={words.many.tag}
          placeholder={words.many.any}
          maxLength={40}
          data={tags.options.map(({ name }) => name)}
          value={draft.tag}
          onChange={(tag) => change({ tag })}
        />
      </div>
    </>
  );
}

const FOR_ANY = 'any';

/** What they are for: one service by name, with or without those for any, or those for any alone. */
function ServiceChoiceFields({ draft, onChange }: ManyFieldsProps) {
  const { forService } = draft;
  const services = useServiceChoices();
  const choose = (chosen: string | null): void => {
    const serviceId = chosen === FOR_ANY ? null : chosen;
    const orAny = forService?.orAny ?? false;
    onChange({ ...draft, forService: chosen === null ? null : { serviceId, orAny } });
  };
  return (
    <>
      <Select
        label={words.many.forService}
        placeholder={words.many.whatever}
        searchable
        clearable
        value={forService && (forService.serviceId ?? FOR_ANY)}
        data={[
          { value: FOR_ANY, label: sessionServiceWords.forAny },
          ...services.map(({ value, label }) => ({ value, label })),
        ]}
        onChange={choose}
      />
      {forService?.serviceId ? (
        <Checkbox
          label={words.many.orAny}
          checked={forService.orAny}
          onChange={(event) =>
            onChange({
              ...draft,
              forService: { ...forService, orAny: event.currentTarget.checked },
            })
          }
        />
      ) : null}
    </>
  );
}
