import type { SpotlightActionData } from '@mantine/spotlight';
import { useMemo } from 'react';
import type { PatientDetails } from '../../shared/model/patient.ts';
import { useDesk } from '../intents/desk.ts';
import { useDone } from '../intents/done-store.ts';
import { useFoundPatients } from '../intents/use-found-patients.ts';
import { useRows } from '../replica/rows-store.ts';
import { useNewWorkingTime } from '../replica/use-new-working-time.ts';
import { isLooking, useAnswersForBranch, useSession } from '../state/session-store.ts';
import {
  openDraft,
  openDraftFor,
  openManySessions,
  openPatient,
  openRights,
  toggleEditing,
} from '../state/view-store.ts';
import { doneWords } from '../words/done-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';
import type { PaletteAction } from './command-palette.tsx';
import { SCREEN_IDS, type ScreenId } from './screens.ts';

const PATIENTS_SHOWN_MAX = 6;

/** What the palette finds: commands, screens, and patients as they are typed. */
export function usePalette(
  query: string,
  goTo: (screen: ScreenId) => void,
  undo: () => void,
): PaletteAction[] {
  const { client } = useDesk();
  const { found, isLooking: isFinding } = useFoundPatients(query, PATIENTS_SHOWN_MAX);
  // While the answer is under way it is the one for what was typed before.
  const typed = isFinding ? '' : query;
  const doctors = useRows('doctors');
  const say = useSay();
  const answers = useAnswersForBranch();
  const looks = useSession(isLooking);
  const addTime = useNewWorkingTime();
  const last = useDone(({ all }) => all.at(-1));
  return useMemo(
    (): PaletteAction[] => [
      {
        group: words.commands,
        actions: [
          {
            id: 'new-booking',
            label: words.newBooking,
            onClick: () => {
              goTo('schedule');
              openDraft();
            },
          },
          ...(last
            ? [{ id: 'undo', label: words.undoOf(doneWords(last, say)), onClick: () => undo() }]
            : []),
          { id: 'lock', label: words.lock, onClick: client.lock },
          ...(answers ? timeActions(goTo, addTime) : []),
          ...SCREEN_IDS.map((id) => ({
            id,
            label: words.goTo(words.screens[id]),
            onClick: () => goTo(id),
          })),
          ...[...doctors.values()].map(({ id, name }) => ({
            id: `next free ${id}`,
            label: words.nextFree(name),
            onClick: () => {
              goTo('schedule');
              openDraft({ doctorId: id });
            },
          })),
          ...[...doctors.values()].map(({ id, name }) => ({
            id: `rights ${id}`,
            label: words.workingTime(name),
            onClick: () => {
              goTo('schedule');
              openRights(id);
            },
          })),
        ],
      },
      ...patientActions(found ?? [], typed, looks),
    ],
    [addTime, answers, client, doctors, found, goTo, last, looks, say, typed, undo],
  );
}

/** Whoever was found is booked for, or looked at. */
function patientActions(
  found: readonly PatientDetails[],
  typed: string,
  looks: boolean,
): PaletteAction[] {
  const actions = (
    label: (name: string) => string,
    onChoose: (patient: PatientDetails) => void,
  ): SpotlightActionData[] =>
    found.map((patient) => ({
      id: label(patient.id),
      label: label(patient.name),
      description: [patient.birthDate, patient.phone, patient.number].filter(Boolean).join(' · '),
      // Whom the book found is what was typed, though it be misspelt or in another order.
      keywords: [typed.toLowerCase().trim()],
      onClick: () => onChoose(patient),
    }));
  return [
    ...(looks ? [] : [{ group: words.booking, actions: actions(words.bookFor, openDraftFor) }]),
    { group: words.patients, actions: actions(words.patient, openPatient) },
  ];
}

/** What whoever answers for the branch can do about when doctors work. */
function timeActions(goTo: (screen: ScreenId) => void, addTime: (() => void) | null) {
  return [
    ...(addTime ? [{ id: 'add-time', label: words.addTime, onClick: () => addTime() }] : []),
    {
      id: 'edit-time',
      label: words.editTime,
      onClick: () => {
        goTo('schedule');
        toggleEditing();
      },
    },
    {
      id: 'many-sessions',
      label: words.changeMany,
      onClick: () => {
        goTo('schedule');
        openManySessions([]);
      },
    },
  ];
}
