import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { alertRuleOf } from '../../../shared/domain/alerts/alert-rules.ts';
import type { Alerting, AlertKind, AlertRule } from '../../../shared/model/alert.ts';
import { ALERT_FROM_MAX, ALERT_KINDS } from '../../../shared/model/choices.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useSession } from '../../state/session-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { alertingWords as words } from './alerting-words.ts';
import { FormFrame } from './form-frame.tsx';
import { useSave } from './use-save.ts';

/** What the organisation is alerted of, and who by e-mail. */
export function AlertingSettings() {
  const [alerting] = [...useRows('alertings').values()];
  const isAdmin = useSession(({ me }) => me?.role === 'admin');
  return (
    <>
      <h2>{words.title}</h2>
      <p className="page-hint">{isAdmin ? words.hint : words.onlyAdmins}</p>
      {isAdmin ? (
        <AlertingForm key={JSON.stringify(alerting ?? null)} alerting={alerting ?? null} />
      ) : null}
    </>
  );
}

type Rules = Readonly<Record<AlertKind, AlertRule>>;

function AlertingForm({ alerting }: { readonly alerting: Alerting | null }) {
  const users = [...useRows('users').values()].filter(
    ({ active, role }) => active && (role === 'admin' || role === 'manager'),
  );
  const { save, refusal, isBusy } = useSave();
  const [rules, setRules] = useState<Rules>(
    () =>
      Object.fromEntries(ALERT_KINDS.map((kind) => [kind, alertRuleOf(alerting, kind)])) as Rules,
  );
  const [emails, setEmails] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries((alerting?.addresses ?? []).map(({ userId, email }) => [userId, email])),
  );
  const submit = (): void => {
    const addresses = users
      .map(({ id }) => ({ userId: id, email: (emails[id] ?? '').trim() }))
      .filter(({ email }) => email !== '');
    void save('save-alerting', { rules, addresses });
  };
  const change = (kind: AlertKind, more: Partial<AlertRule>): void =>
    setRules({ ...rules, [kind]: { ...rules[kind], ...more } });
  return (
    <>
      <SimpleTable
        head={[words.what, words.from, words.mails]}
        rows={ALERT_KINDS.map((kind) => ({
          id: kind,
          cells: ruleCells(kind, rules[kind], (more) => change(kind, more)),
        }))}
      />
      <p className="page-hint">{words.addresses}</p>
      <FormFrame refusal={refusal} isBusy={isBusy} submitLabel={words.save} onSubmit={submit}>
        {users.map(({ id, name }) => (
          <TextInput
            key={id}
            type="email"
            label={words.addressOf(name)}
            placeholder={words.noAddress}
            value={emails[id] ?? ''}
            onChange={(event) => setEmails({ ...emails, [id]: event.currentTarget.value })}
          />
        ))}
      </FormFrame>
    </>
  );
}

function ruleCells(kind: AlertKind, rule: AlertRule, onChange: (more: Partial<AlertRule>) => void) {
  const what = words.kinds[kind];
  return [
    <Checkbox
      key="on"
      label={what}
      checked={rule.isOn}
      onChange={(event) => onChange({ isOn: event.currentTarget.checked })}
    />,
    <NumberInput
      key="from"
      aria-label={words.fromOf(what)}
      w={90}
      min={1}
      max={ALERT_FROM_MAX}
      clampBehavior="strict"
      disabled={!rule.isOn}
      value={rule.from}
      onChange={(value) => onChange({ from: Math.max(1, Number(value) || 1) })}
    />,
    <Checkbox
      key="mails"
      aria-label={words.mailsOf(what)}
      checked={rule.mails}
      disabled={!rule.isOn}
      onChange={(event) => onChange({ mails: event.currentTarget.checked })}
    />,
  ];
}
