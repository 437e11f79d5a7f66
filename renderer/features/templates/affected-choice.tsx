import { Radio } from '@mantine/core';
import { seatChoices } from '../../../shared/domain/schedule/seat-choices.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import type { ApplyingPreview } from '../../../shared/wire/desk/applying.ts';
import { Notice } from '../../ui/notice.tsx';
import { PeopleTable } from '../../ui/people-table.tsx';
import { affectedPeople } from '../../words/affected-people.ts';
import { passingLine } from '../../words/sharing-words.ts';
import { teamWordsOf } from '../../words/team-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './templates-words.ts';

/** What becomes of who is booked; null while that was not chosen. */
export type Choice = IntentInput<'apply-template'>['affected'];

/** Who would lie in no session any more, and what becomes of them. */
export function AffectedChoice(props: {
  readonly preview: ApplyingPreview;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}) {
  const { affected, fallsOut, unfit } = props.preview;
  const say = useSay();
  const along = teamWordsOf.following(props.preview.following);
  const passing = passingLine(props.preview.passing, say);
  if (affected.count === 0) return <Notice tone="ok" title={passing ?? words.noneAffected} />;
  const choices = seatChoices({ affected: affected.count, fallsOut, unfit });
  const stuck = fallsOut > 0 && fallsOut < affected.count ? words.cannotMove(fallsOut) : null;
  return (
    <>
      <Notice tone="warn" title={words.affected(affected.count)}>
        {[stuck, unfit > 0 ? words.unfit(unfit) : null, passing]
          .filter((line) => line !== null)
          .join(' ') || null}
      </Notice>
      <Radio.Group
        value={props.choice ?? ''}
        onChange={(value) => props.onChoose(choices.find((one) => one === value) ?? null)}
      >
        <div className="template-choices">
          {choices.map((choice) => (
            <Radio key={choice} value={choice} label={words.fates[choice]} />
          ))}
        </div>
      </Radio.Group>
      {along ? <p className="page-hint">{along}</p> : null}
      <PeopleTable {...affectedPeople(affected, say)} />
    </>
  );
}
