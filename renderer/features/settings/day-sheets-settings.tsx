import { Button, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import type { SheetState } from '../../../shared/wire/desk/day-sheet.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './settings-words.ts';

const KEEP_DAYS = 7;
const KEEP_DAYS_MAX = 60;

/** Whether this computer writes each day into a file, for when the power or the program fails. */
export function DaySheetsSettings() {
  const { answer: known, reload } = useAsked('day-sheets');
  if (!known) return null;
  return (
    <>
      <h2>{words.daySheets}</h2>
      <p className="page-hint">{words.daySheetsHint(known.folder)}</p>
      {known.hasFailed ? <Notice tone="warn" title={words.daySheetFailed} /> : null}
      <p>{words.daySheetsNow(known.plan && formatClockTime(known.plan.atMin), known.lastDay)}</p>
      <PlanForm key={known.plan === null ? 'off' : 'on'} known={known} onSet={reload} />
    </>
  );
}

function PlanForm(props: { readonly known: SheetState; readonly onSet: () => void }) {
  const { plan } = props.known;
  const { client } = useDesk();
  const [at, setAt] = useState(formatClockTime(plan?.atMin ?? 7 * 60));
  const [keepDays, setKeepDays] = useState(plan?.keepDays ?? KEEP_DAYS);
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const set = async (isOn: boolean): Promise<void> => {
    setBusy(true);
    const wanted = isOn ? { atMin: minuteOfField(at), keepDays, password } : null;
    const answer = await client.ask({ kind: 'set-day-sheets', plan: wanted }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return;
    setPassword('');
    props.onSet();
    notifications.show({ message: words.saved });
  };
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void set(true);
      }}
    >
      <div className="form-grid">
        <TextInput
          label={words.daySheetAt}
          type="time"
          required
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <NumberInput
          label={words.daySheetKeep}
          required
          min={1}
          max={KEEP_DAYS_MAX}
          value={keepDays}
          onChange={(value) => setKeepDays(Number(value) || 1)}
        />
        <PasswordInput
          label={words.daySheetPassword}
          required
          minLength={8}
          maxLength={200}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      <div className="form-buttons">
        <Button type="submit" variant="default" loading={isBusy}>
          {plan ? words.daySheetsChange : words.daySheetsOn}
        </Button>
        {plan ? (
          <Button variant="subtle" disabled={isBusy} onClick={() => void set(false)}>
            {words.daySheetsOff}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
