import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { RULE_EFFECTS } from '../../../shared/model/choices.ts';
import type { Demand, Rule } from '../../../shared/model/rule.ts';
import { useRows } from '../../replica/rows-store.ts';
import { demandWords } from '../../words/rule-words.ts';
import { DemandFields } from './demand-fields.tsx';
import { DEMAND_KINDS, NEW_DEMANDS } from './new-demand.ts';
import { RuleTrialView } from './rule-trial-view.tsx';
import { words } from './rules-words.ts';

/** One rule: what it demands, of whom, and what happens when it is broken. */
export function RuleForm(props: {
  readonly rule: Rule;
  readonly isNew: boolean;
  readonly onSave: (rule: Rule) => void;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}) {
  const [rule, setRule] = useState(props.rule);
  const change = (changed: Partial<Rule>): void => setRule({ ...rule, ...changed });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSave(rule);
  };
  return (
    <form className="page-form" onSubmit={submit}>
      <h2>{props.isNew ? words.newRule : words.editRule}</h2>
      <div className="form-grid">
        <TextInput
          label={words.name}
          placeholder={words.namePlaceholder}
          required
          data-autofocus
          value={rule.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={words.demands}
          allowDeselect={false}
          value={rule.demand.kind}
          data={DEMAND_KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          onChange={(kind) => {
            if (kind) change({ demand: NEW_DEMANDS[kind as Demand['kind']] });
          }}
        />
        <DemandFields
          key={rule.demand.kind}
          demand={rule.demand}
          onChange={(demand) => change({ demand })}
        />
        <Select
          label={words.effect}
          allowDeselect={false}
          value={rule.effect}
          data={RULE_EFFECTS.map((effect) => ({ value: effect, label: words.effects[effect] }))}
          onChange={(effect) => change({ effect: (effect as Rule['effect']) ?? rule.effect })}
        />
      </div>
      <p className="page-hint">{demandWords(rule.demand)}.</p>
      <ScopeFields rule={rule} onChange={change} />
      <RuleTrialView rule={rule} />
      <RuleActions {...props} />
    </form>
  );
}

function ScopeFields(props: {
  readonly rule: Rule;
  readonly onChange: (changed: Partial<Rule>) => void;
}) {
  const { rule, onChange } = props;
  const branches = [...useRows('branches').values()];
  const doctors = [...useRows('doctors').values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const services = [...useRows('services').values()];
  const choices = [
    { field: 'branchId', label: words.branch, every: words.everyBranch, records: branches },
    { field: 'doctorId', label: words.doctor, every: words.everyDoctor, records: doctors },
    { field: 'serviceId', label: words.service, every: words.everyService, records: services },
  ] as const;
  const days = [
    { field: 'fromDay', label: words.fromDay },
    { field: 'untilDay', label: words.untilDay },
  ] as const;
  return (
    <div className="form-grid">
      {choices.map(({ field, label, every, records }) => (
        <Select
          key={field}
          label={label}
          clearable
          searchable
          placeholder={every}
          value={rule[field]}
          data={records.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => onChange({ [field]: id })}
        />
      ))}
      {days.map(({ field, label }) => (
        <TextInput
          key={field}
          label={label}
          type="date"
          value={rule[field] ?? ''}
          onChange={(event) => onChange({ [field]: event.currentTarget.value || null })}
        />
      ))}
    </div>
  );
}

function RuleActions(props: {
  readonly isNew: boolean;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}) {
  const [isRemoving, setRemoving] = useState(false);
  if (isRemoving) {
    return (
      <div className="page-actions">
        <Button color="red" onClick={props.onRemove}>
          {words.really}
        </Button>
        <Button variant="default" onClick={() => setRemoving(false)}>
          {words.keep}
        </Button>
      </div>
    );
  }
  return (
    <div className="page-actions">
      <Button type="submit">{words.save}</Button>
      <Button variant="default" onClick={props.onLeave}>
        {words.cancel}
      </Button>
      <span className="grow" />
      {props.isNew ? null : (
        <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
          {words.remove}
        </Button>
      )}
    </div>
  );
}
