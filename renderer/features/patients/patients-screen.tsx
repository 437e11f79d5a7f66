import { TextInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import { useFoundPatients } from '../../intents/use-found-patients.ts';
import { useVisitTimes } from '../../intents/use-visit-times.ts';
import { isLooking, useSession } from '../../state/session-store.ts';
import { openDraftFor, useView } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { MergeForm } from './merge-form.tsx';
import { PatientForm } from './patient-form.tsx';
import { PatientHistory } from './patient-history.tsx';
import { PatientTable } from './patient-table.tsx';
import { words } from './patients-words.ts';

const SHOWN_MAX = 50;

/** Finds people while their name is typed. */
export function PatientsScreen() {
  const [text, setText] = useState('');
  const { found, isLost } = useFoundPatients(text, SHOWN_MAX);
  const visits = useVisitTimes(found);
  const [open, setOpen] = useState<PatientDetails | null>(null);
  const [history, setHistory] = useState<PatientDetails | null>(null);
  const [merging, setMerging] = useState<Merging | null>(null);
  const foundElsewhere = useView((view) => view.foundPatient);
  useEffect(() => {
    if (foundElsewhere === null) return;
    setText(foundElsewhere.name);
    setHistory(foundElsewhere);
    useView.setState({ foundPatient: null });
  }, [foundElsewhere]);
  const looks = useSession(isLooking);
  const mayMerge = useSession((session) => session.me?.role !== 'doctor');
  const merge = useCallback((patient: PatientDetails) => setMerging([patient, null]), []);
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
          onBook={looks ? null : openDraftFor}
          visits={visits}
          onEdit={setOpen}
          onHistory={setHistory}
          onMerge={mayMerge ? merge : null}
        />
      )}
    </section>
  );
}

/** Somebody, and whom they are likely to be. */
type Merging = readonly [PatientDetails, PatientDetails | null];

const pairOf = ([patient, other]: Merging) => ({ patient, other });
