import './patients.css';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { MergeChoice } from './merge-choice.tsx';
import { mergeWords as words } from './merge-words.ts';

const SHOWN_MAX = 7;

/** Finds another record of the same person, and makes the two one. */
export function MergeForm(props: {
  readonly patient: PatientDetails;
  /** Whom they are likely to be; null lets the person look. */
  readonly other: PatientDetails | null;
  readonly onLeave: () => void;
}) {
  const { patient, onLeave } = props;
  const [other, setOther] = useState<PatientDetails | null>(props.other);
  return (
    <section className="page-form" aria-label={words.open(patient.name)}>
      <h2>{words.open(patient.name)}</h2>
      {other ? (
        <MergeChoice key={other.id} {...{ patient, other, onLeave }} />
      ) : (
        <FindOther patient={patient} onChoose={setOther} />
      )}
      {other ? null : (
        <div className="page-actions">
          <Button variant="default" onClick={onLeave}>
            {words.leave}
          </Button>
        </div>
      )}
    </section>
  );
}

function FindOther(props: {
  readonly patient: PatientDetails;
  readonly onChoose: (other: PatientDetails) => void;
}) {
  const { patient, onChoose } = props;
  const [text, setText] = useState(patient.name);
  const { found } = useFoundPatients(text, SHOWN_MAX + 1);
  const others = found?.filter(({ id }) => id !== patient.id).slice(0, SHOWN_MAX);
  return (
    <>
      <TextInput
        label={words.find}
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {others?.length === 0 ? <p>{words.nobody}</p> : null}
      <ul className="merge-found">
        {others?.map((other) => {
          const who = [other.name, other.birthDate, other.phone, other.number]
            .filter(Boolean)
            .join(' · ');
          return (
            <li key={other.id}>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={words.choose(who)}
                onClick={() => onChoose(other)}
              >
                {who}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
