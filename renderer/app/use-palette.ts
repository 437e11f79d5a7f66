import { useCallback, useMemo, useState } from 'react';
import type { PatientMatch } from '../../shared/wire/desk/answers.ts';
import { useDesk } from '../intents/desk.ts';
import { useDone } from '../intents/done-store.ts';
import { useRows } from '../replica/rows-store.ts';
import { useNewWorkingTime } from '../replica/use-new-working-time.ts';
import { useAnswersForBranch } from '../state/session-store.ts';
import { openDraft, openManySessions, openRights, toggleEditing } from '../state/view-store.ts';
import { doneWords } from '../words/done-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';
import type { PaletteAction } from './command-palette.tsx';
import { SCREEN_IDS, type ScreenId } from './screens.ts';

const PATIENTS_SHOWN_MAX = 6;

/** What the palette finds: commands, screens, and patients as they are typed. */
export function usePalette(
  goTo: (screen: ScreenId) => void,
  undo: () => void,
): {
  readonly actions: PaletteAction[];
  readonly onQuery: (query: string) => void;
} {
  const { client } = useDesk();
  const [patients, setPatients] = useState<readonly PatientMatch[]>([]);
  const doctors = useRows('doctors');
  const say = useSay();
  const answers = useAnswersForBranch();
  const addTime = useNewWorkingTime();
  const last = useDone(({ all }) => all.at(-1));
  const onQuery = useCallback(
    (query: string) => {
      const text = query.trim();
      if (text === '') return setPatients([]);
      return void client
        .ask({ kind: 'find-patients', text, limit: PATIENTS_SHOWN_MAX })
        .then(setPatients, () => setPatients([]));
    },
    [client],
  );
  const actions = useMemo(
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
      {
        group: words.patients,
        actions: patients.map((patient) => ({
          id: patient.id,
          label: patient.name,
          description: [patient.birthDate, patient.phone, patient.number]
            .filter(Boolean)
            .join(' · '),
          onClick: () => goTo('patients'),
        })),
      },
    ],
    [addTime, answers, client, doctors, goTo, last, patients, say, undo],
  );
  return { actions, onQuery };
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
