import { Radio } from '@mantine/core';
import type { SeatChoice } from '../../../shared/domain/schedule/seat-anew.ts';
import { seatChoices } from '../../../shared/domain/schedule/seat-choices.ts';
import type { Affected, Passing } from '../../../shared/wire/desk/absences.ts';
import type { Following } from '../../../shared/wire/desk/answers.ts';
import { Notice } from '../../ui/notice.tsx';
import { PeopleTable } from '../../ui/people-table.tsx';
import { affectedPeople } from '../../words/affected-people.ts';
import { passingLine } from '../../words/sharing-words.ts';
import { teamWordsOf } from '../../words/team-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './working-time-words.ts';

/** Who would no longer lie in working time that changes, and what becomes of them. */
export function AffectedChoice(props: {
  readonly affected: Affected;
  /** Beside them, who passes to another doctor. */
  readonly passing: readonly Passing[];
  /** How many of them cannot move with it either. */
  readonly fallsOut: number;
  /** Of these, those for whose service it only is not any more. */
  readonly unfit: number;
  /** Who assists in those that move with it. */
  readonly following: Following;
  readonly choice: SeatChoice;
  readonly onChoose: (choice: SeatChoice) => void;
}) {
  const { affected, fallsOut, unfit } = props;
  const say = useSay();
  const along = teamWordsOf.following(props.following);
  const choices = seatChoices({ affected: affected.count, fallsOut, unfit });
  const passing = passingLine(props.passing, say);
  if (affected.count === 0) return <Notice tone="ok" title={passing ?? words.noneAffected} />;
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
        onChange={(value) => {
          const choice = choices.find((one) => one === value);
          if (choice) props.onChoose(choice);
        }}
      >
        <div className="working-time-choices">
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
