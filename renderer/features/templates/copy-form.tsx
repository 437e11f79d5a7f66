import { useState } from 'react';
import { dayAt } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { ApplyForm } from './apply-form.tsx';
import { BookDaysFields, draftToBookDays, newBookDays } from './book-days-fields.tsx';
import { words } from './templates-words.ts';

/** Copies a day or a week of the schedule to other days, another doctor or another branch. */
export function CopyForm({
  place,
  onLeave,
}: {
  readonly place: BranchTime;
  readonly onLeave: () => void;
}) {
  const [firstDoctor] = [...useRows('doctors').keys()];
  const [draft, setDraft] = useState(() =>
    newBookDays(place.branch.id, dayAt(place.zone, Date.now())),
  );
  const days = draftToBookDays(draft, draft.doctorId ?? firstDoctor ?? null);
  return (
    <ApplyForm
      title={words.copyTitle}
      place={place}
      source={days && { kind: 'book-days', days }}
      submitLabel={words.doCopy}
      onLeave={onLeave}
    >
      <fieldset className="template-take">
        <legend>{words.copySource}</legend>
        <BookDaysFields draft={draft} onChange={setDraft} />
      </fieldset>
      <h3>{words.target}</h3>
    </ApplyForm>
  );
}
