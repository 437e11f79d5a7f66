import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { addDays, dayAt } from '../../../shared/time/day.ts';
import type { ExportWish } from '../../../shared/wire/desk/export.ts';
import { CONTENTS_BY_FORMAT } from '../../../shared/wire/desk/export-choices.ts';
import { useSaveFile } from '../../intents/use-save-file.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../words/save-file.ts';
import { ExportFields } from './export-fields.tsx';
import { exportRefusalWords, words } from './export-words.ts';

const DAYS = 27;

/** Takes a file of the book for another program. */
export function ExportScreen() {
  const place = useBranch();
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <p>{words.hint}</p>
      {place ? <ExportForm key={place.branch.id} place={place} /> : null}
    </section>
  );
}

function ExportForm({ place }: { readonly place: BranchTime }) {
  const { wish, change } = useWish(place);
  const { save, answer, isBusy } = useSaveFile<'export'>(saveFile);
  const said = saidOf(answer);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save(wish);
  };
  return (
    <form className="page-form" onSubmit={submit}>
      <ExportFields wish={wish} onChange={change} />
      {said ? <Notice tone={said.tone} title={said.text} /> : null}
      <div className="page-actions">
        <Button type="submit" loading={isBusy} leftSection={<IconFileExport size={16} />}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

/** What is asked for; a kind of file that cannot hold it gets what it can. */
function useWish({ branch, zone }: BranchTime) {
  const [firstDoctor] = useRows('doctors').keys();
  const today = dayAt(zone, Date.now());
  const [changes, setChanges] = useState<Partial<ExportWish>>({});
  const wanted: ExportWish = {
    ...{ kind: 'export', format: 'icalendar', content: 'appointments', namesPatients: false },
    ...{ phone: '', address: '' },
    ...{ doctorId: firstDoctor ?? null, firstDay: today, lastDay: addDays(today, DAYS) },
    ...changes,
    branchId: branch.id,
  };
  const contents = CONTENTS_BY_FORMAT[wanted.format];
  const [first = wanted.content] = contents;
  const content = contents.includes(wanted.content) ? wanted.content : first;
  const doctorId =
    wanted.doctorId ?? (wanted.format === 'icalendar' ? (firstDoctor ?? null) : null);
  const change = (more: Partial<ExportWish>): void => setChanges({ ...changes, ...more });
  return { wish: { ...wanted, content, doctorId }, change };
}

/** What came of the last file, in words. */
function saidOf(answer: ReturnType<typeof useSaveFile<'export'>>['answer']) {
  if (answer === null) return null;
  if (answer === 'unanswered') return { tone: 'warn' as const, text: words.unanswered };
  return answer.ok
    ? { tone: 'ok' as const, text: words.saved(answer.value.name, answer.value.count) }
    : { tone: 'warn' as const, text: exportRefusalWords(answer.error) };
}
