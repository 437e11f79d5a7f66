import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { LANGUAGES } from '../../../shared/model/choices.ts';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useLikePatients } from '../../intents/use-like-patients.ts';
import { Notice } from '../../ui/notice.tsx';
import { languageNames } from '../../words/language-names.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { mergeWords } from './merge-words.ts';
import { words } from './patients-words.ts';
import { NO_PREFERENCES, PreferenceFields } from './preference-fields.tsx';

/** How somebody is reached, and whether they want to be; and when they like to come. */
export function PatientForm(props: {
  readonly patient: PatientDetails;
  readonly onLeave: (saved: boolean) => void;
  /** Another record is the same person; null: that is not for whoever sits here. */
  readonly onSame: ((other: PatientDetails) => void) | null;
}) {
  const { intents } = useDesk();
  const say = useSay();
  const [patient, setPatient] = useState(props.patient);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (changes: Partial<PatientDetails>): void => {
    setPatient({ ...patient, ...changes });
    // What was refused is not there any more.
    setRefusal(null);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await intents.send('save-patient', patient);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) props.onLeave(true);
  };
  return (
    <form
      className="page-form"
      aria-label={words.edit(props.patient.name)}
      onSubmit={(event) => void save(event)}
    >
      <h2>{words.edit(props.patient.name)}</h2>
      <div className="form-grid">
        <TextInput
          label={words.name}
          required
          maxLength={200}
          value={patient.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={words.phone}
          type="tel"
          maxLength={40}
          value={patient.phone ?? ''}
          onChange={(event) => change({ phone: event.currentTarget.value || null })}
        />
        <TextInput
          label={words.email}
          type="email"
          maxLength={200}
          value={patient.email ?? ''}
          onChange={(event) => change({ email: event.currentTarget.value || null })}
        />
        <Select
          label={words.language}
          allowDeselect={false}
          value={patient.language}
          data={LANGUAGES.map((one) => ({ value: one, label: languageNames[one] }))}
          onChange={(language) => change({ language: language ?? patient.language })}
        />
      </div>
      {props.onSame ? <LikeRecords patient={props.patient} onSame={props.onSame} /> : null}
      <ConsentFields patient={patient} change={change} />
      <PreferenceFields
        prefers={patient.prefers ?? NO_PREFERENCES}
        onChange={(prefers) => change({ prefers })}
      />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <div className="page-actions">
        <Button type="submit" loading={isBusy}>
          {words.save}
        </Button>
        <Button variant="default" onClick={() => props.onLeave(false)}>
          {words.leave}
        </Button>
      </div>
    </form>
  );
}

function ConsentFields(props: {
  readonly patient: PatientDetails;
  readonly change: (changes: Partial<PatientDetails>) => void;
}) {
  const { patient, change } = props;
  return (
    <div className="form-grid">
      <Checkbox
        label={words.allowsSms}
        disabled={patient.optedOut}
        checked={patient.allowsSms}
        onChange={(event) => change({ allowsSms: event.currentTarget.checked })}
      />
      <Checkbox
        label={words.allowsEmail}
        disabled={patient.optedOut}
        checked={patient.allowsEmail}
        onChange={(event) => change({ allowsEmail: event.currentTarget.checked })}
      />
      <Checkbox
        label={words.optedOut}
        checked={patient.optedOut}
        onChange={(event) => change({ optedOut: event.currentTarget.checked })}
      />
    </div>
  );
}

function LikeRecords(props: {
  readonly patient: PatientDetails;
  readonly onSame: (other: PatientDetails) => void;
}) {
  const [other] = useLikePatients(props.patient);
  if (!other) return null;
  const button = (
    <Button size="compact-sm" variant="default" onClick={() => props.onSame(other)}>
      {mergeWords.openShort}
    </Button>
  );
  return (
    <Notice tone="warn" title={mergeWords.like} action={button}>
      <p>{[other.name, other.birthDate, other.phone, other.number].filter(Boolean).join(' · ')}</p>
    </Notice>
  );
}
