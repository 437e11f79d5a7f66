import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { PatientMatch } from '../../../shared/wire/desk/answers.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { useSay } from '../../words/use-say.ts';
import { historyWords } from './history-words.ts';
import { PatientForm } from './patient-form.tsx';
import { PatientHistory } from './patient-history.tsx';
import { words } from './patients-words.ts';

const SHOWN_MAX = 50;

/** Finds people while their name is typed. */
export function PatientsScreen() {
  const [text, setText] = useState('');
  const { found, isLost } = useFoundPatients(text, SHOWN_MAX);
  const [open, setOpen] = useState<PatientDetails | null>(null);
  const [history, setHistory] = useState<PatientDetails | null>(null);
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <TextInput
        label={words.search}
        placeholder={words.placeholder}
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {open ? <PatientForm key={open.id} patient={open} onLeave={() => setOpen(null)} /> : null}
      {history ? (
        <PatientHistory key={history.id} patient={history} onLeave={() => setHistory(null)} />
      ) : null}
      {isLost ? (
        <Notice tone="warn" title={loadWords.lost}>
          {loadWords.lostHint}
        </Notice>
      ) : found === null ? (
        <p>{words.hint}</p>
      ) : (
        <PatientTable patients={found} onEdit={setOpen} onHistory={setHistory} />
      )}
    </section>
  );
}

function PatientTable(props: {
  readonly patients: readonly PatientMatch[];
  readonly onEdit: (patient: PatientDetails) => void;
  readonly onHistory: (patient: PatientDetails) => void;
}) {
  const { patients, onEdit, onHistory } = props;
  const say = useSay();
  if (patients.length === 0) return <p>{words.nobody}</p>;
  const day = (ms: number | null): string => (ms === null ? '' : say.day(ms));
  return (
    <table className="table-plain">
      <thead>
        <tr>
          {[
            words.name,
            words.birthDate,
            words.phone,
            words.number,
            words.lastVisit,
            words.nextVisit,
            words.messages,
          ].map((name) => (
            <th key={name}>{name}</th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {patients.map((patient) => (
          <tr key={patient.id}>
            <td>{patient.name}</td>
            <td>{patient.birthDate}</td>
            <td>{patient.phone}</td>
            <td>{patient.number}</td>
            <td>{day(patient.lastVisitMs)}</td>
            <td>{day(patient.nextVisitMs)}</td>
            <td>{wantsWords(patient)}</td>
            <td>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={words.edit(patient.name)}
                onClick={() => onEdit(detailsOf(patient))}
              >
                {words.editShort}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={historyWords.open(patient.name)}
                onClick={() => onHistory(detailsOf(patient))}
              >
                {historyWords.openShort}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wantsWords = ({ allowsSms, allowsEmail, optedOut }: PatientDetails): string =>
  words.wants({ sms: allowsSms, email: allowsEmail, none: optedOut });

/** What is known of the person, without their visits. */
function detailsOf({ lastVisitMs: _, nextVisitMs: __, ...details }: PatientMatch): PatientDetails {
  return details;
}
