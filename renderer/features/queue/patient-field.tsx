import { Select } from '@mantine/core';
import { useState } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import { useDesk } from '../../intents/desk.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { newPatient } from '../../replica/new-patient.ts';
import { words } from './queue-words.ts';

const SHOWN_MAX = 7;
const NEW = 'new';

/** Finds a patient while the name is typed, or takes the name of somebody new. */
export function PatientField(props: {
  readonly branchId: string;
  readonly onChange: (patient: PatientDetails, isNew: boolean) => void;
}) {
  const { client } = useDesk();
  const [text, setText] = useState('');
  const [value, setValue] = useState<string | null>(null);
  const { found } = useFoundPatients(value === null ? text : '', SHOWN_MAX);
  const [known, setKnown] = useState<readonly { value: string; label: string }[]>([]);
  const typed = text.trim();
  const choices = (found ?? []).map((patient) => ({
    value: patient.id,
    label: [patient.name, patient.birthDate, patient.phone].filter(Boolean).join(' · '),
  }));
  const pick = (id: string | null): void => {
    const patient = found?.find((one) => one.id === id);
    const isNew = id === NEW;
    const made = isNew ? newPatient(client.newId(), props.branchId, typed) : null;
    const chosen = patient ?? made;
    if (!chosen) return;
    setValue(id);
    setKnown([{ value: id ?? '', label: chosen.name }]);
    props.onChange(chosen, isNew);
  };
  const offered = typed === '' ? [] : [{ value: NEW, label: words.someoneNew(typed) }];
  return (
    <Select
      label={words.patient}
      placeholder={words.find}
      searchable
      data-autofocus
      value={value}
      data={value === null ? [...choices, ...offered] : [...known]}
      filter={({ options }) => options}
      onChange={pick}
      onSearchChange={(now) => {
        setText(now);
        if (value !== null && now !== known[0]?.label) setValue(null);
      }}
    />
  );
}
