import { Radio } from '@mantine/core';
import { ADDED_SENTENCE_MAX } from '../../../shared/model/choices.ts';
import type { AffectedByAbsence } from '../../../shared/wire/desk/absences.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { NotifyChoice } from '../../replica/use-notify-choice.ts';
import { Notice } from '../../ui/notice.tsx';
import { NotifyAllCheck } from '../../ui/notify-all-check.tsx';
import { PeopleTable } from '../../ui/people-table.tsx';
import { affectedPeople } from '../../words/affected-people.ts';
import { messageWords } from '../../words/message-words.ts';
import { passingLine } from '../../words/sharing-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './time-off-words.ts';

/** What the patients are told who are looked after so. */
export const KIND_OF = { displace: 'displaced', cancel: 'cancelled' } as const;

/** Who is booked in an absence, and what becomes of them. */
export function AffectedView(props: {
  readonly affected: AffectedByAbsence | null;
  readonly choice: 'displace' | 'cancel';
  readonly telling: NotifyChoice;
  readonly onChoose: (choice: 'displace' | 'cancel') => void;
}) {
  const { affected } = props;
  const say = useSay();
  if (affected === null) return <p className="page-hint">{words.checking}</p>;
  const passing = passingLine(affected.passing, say);
  if (!isAnybody(affected)) return <Notice tone="ok" title={passing ?? words.noneAffected} />;
  const telling = (
    <NotifyAllCheck words={messageWords} maxLength={ADDED_SENTENCE_MAX} choice={props.telling} />
  );
  if (affected.count === 0) {
    return (
      <>
        <ElsewhereNotice affected={affected} />
        {telling}
      </>
    );
  }
  return (
    <>
      <Notice tone="warn" title={words.affected(affected.count)}>
        {passing}
      </Notice>
      <ElsewhereNotice affected={affected} />
      <Radio.Group
        value={props.choice}
        onChange={(choice) => props.onChoose(choice === 'cancel' ? 'cancel' : 'displace')}
      >
        <div className="time-off-choices">
          <Radio value="displace" label={words.displace} />
          <Radio value="cancel" label={words.cancel} />
        </div>
      </Radio.Group>
      {telling}
      <PeopleTable {...affectedPeople(affected, say)} />
    </>
  );
}

/** Whether somebody would lose a time, here or elsewhere. */
export const isAnybody = ({ count, elsewhere }: AffectedByAbsence): boolean =>
  count > 0 || elsewhere.length > 0;

/** Who loses a time at branches whose patients are not known here. */
function ElsewhereNotice({ affected: { elsewhere } }: { readonly affected: AffectedByAbsence }) {
  const branches = useRows('branches');
  if (elsewhere.length === 0) return null;
  const places = elsewhere.map(({ branchId, count }) =>
    words.atBranch(branches.get(branchId)?.name ?? words.otherBranch, count),
  );
  return (
    <Notice tone="warn" title={words.elsewhere(places)}>
      <p className="time-off-others">{words.otherBranches}</p>
    </Notice>
  );
}
