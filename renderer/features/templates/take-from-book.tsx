import { Button } from '@mantine/core';
import { IconCalendarDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { Pattern } from '../../../shared/model/template.ts';
import { useDesk } from '../../intents/desk.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { BookDaysFields, draftToBookDays, newBookDays } from './book-days-fields.tsx';
import { words } from './templates-words.ts';
import { useShownDay, useShownDoctor } from './use-shown.ts';

/** Fills a template with a doctor's day or week as it stands in the schedule. */
export function TakeFromBook(props: { readonly onTake: (pattern: Pattern) => void }) {
  const place = useBranch();
  return place ? <OpenTaking place={place} onTake={props.onTake} /> : null;
}

function OpenTaking({
  place,
  onTake,
}: {
  readonly place: BranchTime;
  readonly onTake: (pattern: Pattern) => void;
}) {
  const { client } = useDesk();
  const say = useSay();
  const shownDoctor = useShownDoctor();
  const shownDay = useShownDay(place);
  const [draft, setDraft] = useState(() => newBookDays(place.branch.id, shownDay));
  const [problem, setProblem] = useState<string | null>(null);
  const days = draftToBookDays(draft, draft.doctorId ?? shownDoctor);
  const take = async (): Promise<void> => {
    if (days === null) return;
    const answer = await client.ask({ kind: 'book-days', days }).catch(() => null);
    if (answer === null) return setProblem(words.lost);
    if (!answer.ok) return setProblem(refusalWords(answer.error, say));
    const isEmpty = answer.value.pieces.length === 0;
    setProblem(isEmpty ? words.tookNone : null);
    if (!isEmpty) onTake(answer.value);
  };
  return (
    <fieldset className="template-take">
      <legend>{words.takeFrom}</legend>
      <BookDaysFields draft={draft} onChange={setDraft} />
      <div className="page-actions">
        <Button
          variant="default"
          leftSection={<IconCalendarDown size={15} />}
          disabled={days === null}
          onClick={() => void take()}
        >
          {words.take}
        </Button>
        <span className="page-hint">{words.takeHint}</span>
      </div>
      {problem === null ? null : <Notice tone="warn" title={problem} />}
    </fieldset>
  );
}
