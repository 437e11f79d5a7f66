import './day-sheet.css';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { layOutSheet, sheetMade } from '../../../shared/domain/day-sheets/lay-out-sheet.ts';
import { dayAt, isDay } from '../../../shared/time/day.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useSaveFile } from '../../intents/use-save-file.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useSession } from '../../state/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { PDF, paperSaid } from '../../words/paper-words.ts';
import { saveFile } from '../../words/save-file.ts';
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
  const wish = { branchId: branch.id, doctorId, day };
  const { answer, state } = useAnswer(isDay(day) ? { kind: 'day-sheet', ...wish } : null, turn);
  const paper = useSaveFile<'day-sheet-file'>(saveFile);
  const said = paperSaid(paper.answer);
  const isEmpty = !answer || answer.doctors.length === 0;
  const pages = isEmpty ? [] : layOutSheet(answer);
  const reload = (): void => setTurn((count) => count + 1);
  return (
    <section className="page day-sheet">
      <div className="page-head no-print">
        <h1>{words.title}</h1>
        <Group gap={8}>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={15} />}
            loading={paper.isBusy}
            disabled={isEmpty}
            onClick={() => void paper.save({ ...wish, kind: 'day-sheet-file' })}
          >
            {PDF}
          </Button>
          <Button
            leftSection={<IconPrinter size={15} />}
            disabled={isEmpty}
            onClick={() => print()}
          >
            {words.print}
          </Button>
        </Group>
      </div>
      <div className="no-print" role="status">
        {said ? <Notice tone={said.tone} title={said.text} /> : null}
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
      {pages.map((page) => (
        <DaySheetPage key={page.id} page={page} made={answer ? sheetMade(answer) : ''} />
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
