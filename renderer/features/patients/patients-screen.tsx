import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { PatientMatch } from '../../../shared/wire/desk/answers.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { useSay } from '../../words/use-say.ts';
import { historyWords } from './history-words.ts';
import { MergeForm } from './merge-form.tsx';
import { mergeWords } from './merge-words.ts';
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
  const [merging, setMerging] = useState<Merging | null>(null);
  const mayMerge = useSession((session) => session.me?.role !== 'doctor');
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
      {open ? (
        <PatientForm
          key={open.id}
          patient={open}
          onLeave={() => setOpen(null)}
          onSame={
            mayMerge
              ? (other) => {
                  setOpen(null);
                  setMerging([open, other]);
                }
              : null
          }
        />
      ) : null}
      {history ? (
        <PatientHistory key={history.id} patient={history} onLeave={() => setHistory(null)} />
      ) : null}
      {merging ? (
        <MergeForm key={merging[0].id} {...pairOf(merging)} onLeave={() => setMerging(null)} />
      ) : null}
      {isLost ? (
        <Notice tone="warn" title={loadWords.lost}>
          {loadWords.lostHint}
        </Notice>
      ) : found === null ? (
        <p>{words.hint}</p>
      ) : (
        <PatientTable
          patients={found}
          onEdit={setOpen}
          onHistory={setHistory}
          onMerge={mayMerge ? (patient) => setMerging([patient, null]) : null}
        />
      )}
    </section>
  );
}

function PatientTable(props: {
  readonly patients: readonly PatientMatch[];
  readonly onEdit: (patient: PatientDetails) => void;
  readonly onHistory: (patient: PatientDetails) => void;
  /** null: it is not for whoever sits here. */
  readonly onMerge: ((patient: PatientDetails) => void) | null;
}) {
  const { patients, onEdit, onHistory, onMerge } = props;
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
              {onMerge ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={mergeWords.open(patient.name)}
                  onClick={() => onMerge(detailsOf(patient))}
                >
                  {mergeWords.openShort}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wantsWords = ({ allowsSms, allowsEmail, optedOut }: PatientDetails): string =>
  words.wants({ sms: allowsSms, email: allowsEmail, none: optedOut });

/** Somebody, and whom they are likely to be. */
type Merging = readonly [PatientDetails, PatientDetails | null];

const pairOf = ([patient, other]: Merging) => ({ patient, other });

/** What is known of the person, without their visits. */
function detailsOf({ lastVisitMs: _, nextVisitMs: __, ...details }: PatientMatch): PatientDetails {
  return details;
}
