import './day-sheet.css';
import { Button, Select, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { dayAt, isDay } from '../../../shared/time/day.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useSession } from '../../state/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { loadWords } from '../../words/load-words.ts';
import { DaySheetPage } from './day-sheet-page.tsx';
import { words } from './day-sheet-words.ts';

/** A day as it is printed, for a doctor or for all of the branch. */
export function DaySheetScreen() {
  const place = useBranch();
  return place ? <OpenSheet key={place.branch.id} place={place} /> : null;
}

function OpenSheet({ place }: { readonly place: BranchTime }) {
  const { branch, zone } = place;
  const [day, setDay] = useState(() => dayAt(zone, Date.now()));
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const { answer, state } = useAnswer(
    isDay(day) ? { kind: 'day-sheet', branchId: branch.id, doctorId, day } : null,
    turn,
  );
  const reload = (): void => setTurn((count) => count + 1);
  return (
    <section className="page day-sheet">
      <div className="page-head no-print">
        <h1>{words.title}</h1>
        <Button
          leftSection={<IconPrinter size={15} />}
          disabled={!answer || answer.doctors.length === 0}
          onClick={() => print()}
        >
          {words.print}
        </Button>
      </div>
      <p className="page-hint no-print">{words.intro}</p>
      <div className="form-grid no-print">
        <TextInput
          label={words.day}
          type="date"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <DoctorChoice doctorId={doctorId} onChange={setDoctorId} />
      </div>
      <LoadState {...{ state, words: loadWords }} hasAnswer={answer !== null} onRetry={reload} />
      {answer?.doctors.length === 0 ? <EmptyState title={words.none} /> : null}
      {answer?.doctors.map((doctor) => (
        <DaySheetPage key={doctor.id} sheet={answer} doctor={doctor} />
      ))}
    </section>
  );
}

function DoctorChoice(props: {
  readonly doctorId: string | null;
  readonly onChange: (doctorId: string | null) => void;
}) {
  const doctors = useRows('doctors');
  const ownId = useSession((session) => session.me?.doctorId ?? null);
  if (ownId !== null) return null;
  return (
    <Select
      label={words.doctor}
      value={props.doctorId ?? ''}
      allowDeselect={false}
      data={[
        { value: '', label: words.everyone },
        ...[...doctors.values()]
          .filter(({ active }) => active)
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map(({ id, name }) => ({ value: id, label: `Dr. ${name}` })),
      ]}
      onChange={(id) => props.onChange(id || null)}
    />
  );
}
