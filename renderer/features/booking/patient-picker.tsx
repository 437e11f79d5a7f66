import { Button, Loader, TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './booking-words.ts';

const SHOWN_MAX = 7;

/** Finds a patient while the name is typed; arrows and Enter choose. */
export function PatientPicker(props: {
  readonly onPick: (patient: PatientDetails) => void;
  readonly onNew: (typed: string) => void;
}) {
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const { found: matches, isLooking, isLost } = useFoundPatients(text, SHOWN_MAX);
  const found = matches ?? [];
  // Whoever types fast and takes the first means the first of what they typed, not of half of it.
  const [takesFirst, setTakesFirst] = useState(false);
  const { onPick, onNew } = props;
  const first = found[0];
  const isNobody = !isLooking && matches?.length === 0;
  useEffect(() => {
    if (!takesFirst || isLooking) return;
    if (first) onPick(first);
    else if (isNobody) onNew(text.trim());
  }, [takesFirst, isLooking, first, isNobody, onPick, onNew, text]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const patient = found[marked];
    if (step !== undefined) setMarked(Math.min(Math.max(marked + step, 0), found.length - 1));
    else if (event.key === 'Enter' && (isLooking || isNobody)) setTakesFirst(true);
    else if (event.key === 'Enter' && patient) onPick(patient);
    else return;
    event.preventDefault();
  };
  return (
    <div className="patient-picker">
      <TextInput
        label={words.patient}
        placeholder={words.findPatient}
        value={text}
        data-autofocus
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="found-patients"
        aria-activedescendant={found[marked] ? `found-${found[marked].id}` : undefined}
        rightSection={isLooking ? <Loader size={14} /> : null}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMarked(0);
          setTakesFirst(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="found-patients" role="listbox" aria-label={words.patient}>
        {found.map((patient, i) => (
          <UnstyledButton
            key={patient.id}
            id={`found-${patient.id}`}
            role="option"
            aria-selected={i === marked}
            className="found-patient"
            onClick={() => props.onPick(patient)}
          >
            <b>{patient.name}</b>
            <span>
              {[patient.birthDate, patient.phone, patient.number].filter(Boolean).join(' · ')}
            </span>
          </UnstyledButton>
        ))}
      </div>
      {isLost ? <Notice tone="warn" title={words.cannotLook} /> : null}
      <p role="status">{isNobody ? words.noPatient : ''}</p>
      <Button variant="default" size="compact-sm" onClick={() => onNew(text.trim())}>
        {words.newPatient}
      </Button>
    </div>
  );
}
