import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PatientMatch } from '../../../shared/wire/desk/answers.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { useSay } from '../../words/use-say.ts';

const words = {
  title: 'Patients',
  search: 'Search',
  placeholder: 'Name, phone, number or date of birth, in any order',
  name: 'Name',
  birthDate: 'Date of birth',
  phone: 'Phone',
  number: 'Number',
  lastVisit: 'Last visit',
  nextVisit: 'Next visit',
  hint: 'Type to find someone.',
  nobody: 'Nobody found. Try fewer letters, or the phone number.',
} as const;

const SHOWN_MAX = 50;

/** Finds people while their name is typed. */
export function PatientsScreen() {
  const [text, setText] = useState('');
  const { found, isLost } = useFoundPatients(text, SHOWN_MAX);
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
      {isLost ? (
        <Notice tone="warn" title={loadWords.lost}>
          {loadWords.lostHint}
        </Notice>
      ) : found === null ? (
        <p>{words.hint}</p>
      ) : (
        <PatientTable patients={found} />
      )}
    </section>
  );
}

function PatientTable({ patients }: { readonly patients: readonly PatientMatch[] }) {
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
          ].map((name) => (
            <th key={name}>{name}</th>
          ))}
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
          </tr>
        ))}
      </tbody>
    </table>
  );
}
