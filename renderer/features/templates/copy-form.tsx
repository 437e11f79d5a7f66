import { useState } from 'react';
import type { BranchTime } from '../../replica/use-branch.ts';
import { ApplyForm } from './apply-form.tsx';
import { BookDaysFields, draftToBookDays, newBookDays } from './book-days-fields.tsx';
import { words } from './templates-words.ts';
import { useShownDay, useShownDoctor } from './use-shown.ts';

/** Copies a day or a week of the schedule to other days, another doctor or another branch. */
export function CopyForm({
  place,
  onLeave,
}: {
  readonly place: BranchTime;
  readonly onLeave: () => void;
}) {
  const shownDoctor = useShownDoctor();
  const shownDay = useShownDay(place);
  const [draft, setDraft] = useState(() => newBookDays(place.branch.id, shownDay));
  const days = draftToBookDays(draft, draft.doctorId ?? shownDoctor);
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
