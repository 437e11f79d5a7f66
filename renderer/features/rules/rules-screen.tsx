import './rules.css';
import { Button, Switch } from '@mantine/core';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Rule } from '../../../shared/model/rule.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { demandWords } from '../../words/rule-words.ts';
import { useSay } from '../../words/use-say.ts';
import { NEW_DEMANDS } from './new-demand.ts';
import { RuleForm } from './rule-form.tsx';
import { words } from './rules-words.ts';

const EFFECT_TONES = {
  warn: 'neutral',
  reason: 'warn',
  manager: 'warn',
  refuse: 'danger',
} as const;

/** What the clinic demands of bookings: the rules there are, and the form for one of them. */
export function RulesScreen() {
  const { client, intents } = useDesk();
  const say = useSay();
  const { answer: rules, state, reload } = useAsked('rules');
  const [open, setOpen] = useState<Rule | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const take = (answer: IntentAnswer): void => {
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) setOpen(null);
  };
  const save = async ({ deleted: _, ...rule }: Rule): Promise<void> =>
    take(await intents.send('save-rule', rule, words.saved(rule.name)));
  const remove = async ({ id: ruleId, name }: Rule): Promise<void> =>
    take(await intents.send('remove-rule', { ruleId }, words.removed(name)));
  return (
    <section className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button
          leftSection={<IconPlus size={15} />}
          disabled={open !== null}
          onClick={() => setOpen(newRule(client.newId()))}
        >
          {words.newRule}
        </Button>
      </div>
      <p className="page-hint">{words.intro}</p>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {open ? (
        <RuleForm
          key={open.id}
          rule={open}
          isNew={!rules?.some(({ id }) => id === open.id)}
          onSave={(rule) => void save(rule)}
          onRemove={() => void remove(open)}
          onLeave={() => setOpen(null)}
        />
      ) : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={rules !== null} onRetry={reload} />
      {rules?.length === 0 && !open ? (
        <EmptyState title={words.none} icon={<IconChecklist size={32} stroke={1.5} />}>
          {words.noneHint}
        </EmptyState>
      ) : null}
      {rules && rules.length > 0 ? (
        <RuleTable rules={rules} onOpen={setOpen} onSave={(rule) => void save(rule)} />
      ) : null}
    </section>
  );
}

const newRule = (id: string): Rule => ({
  ...{ id, name: '', demand: NEW_DEMANDS['max-visits'], effect: 'refuse', active: true },
  ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
  deleted: false,
});

function RuleTable(props: {
  readonly rules: readonly Rule[];
  readonly onOpen: (rule: Rule) => void;
  readonly onSave: (rule: Rule) => void;
}) {
  const holdsFor = useScopeWords();
  return (
    <table className="table-plain">
      <thead>
        <tr>
          {[words.name, words.holdsFor, words.effect, words.inForce].map((name) => (
            <th key={name}>{name}</th>
          ))}
          <th>
            <span className="visually-hidden">{words.edit}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rules.map((rule) => (
          <tr key={rule.id} className={rule.active ? undefined : 'rule-off'}>
            <td>
              <b>{rule.name}</b>
              <div className="page-hint">{demandWords(rule.demand)}</div>
            </td>
            <td>{holdsFor(rule)}</td>
            <td>
              <Chip tone={EFFECT_TONES[rule.effect]}>{words.effects[rule.effect]}</Chip>
            </td>
            <td>
              <Switch
                checked={rule.active}
                aria-label={words.switchOn(rule.name)}
                onChange={(event) => props.onSave({ ...rule, active: event.currentTarget.checked })}
              />
            </td>
            <td>
              <Button size="compact-sm" variant="subtle" onClick={() => props.onOpen(rule)}>
                {words.edit}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Salt Lake, Dr. Sen, from 2026-12-01". */
function useScopeWords(): (rule: Rule) => string {
  const say = useSay();
  return ({ branchId, doctorId, serviceId, fromDay, untilDay }) => {
    const parts = [
      ...(branchId ? [say.branch(branchId)] : []),
      ...(doctorId ? [say.doctor(doctorId)] : []),
      ...(serviceId ? [say.service(serviceId)] : []),
      ...(fromDay || untilDay ? [words.days(fromDay, untilDay)] : []),
    ];
    return parts.length === 0 ? words.everything : parts.join(', ');
  };
}
