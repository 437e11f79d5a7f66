import type { SeatChoice } from '../../../shared/domain/schedule/seat-anew.ts';
import { ADDED_SENTENCE_MAX } from '../../../shared/model/choices.ts';
import type { ManySessionsPreview } from '../../../shared/wire/desk/answers.ts';
import type { NotifyChoice } from '../../replica/use-notify-choice.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NotifyAllCheck } from '../../ui/notify-all-check.tsx';
import { PeopleTable } from '../../ui/people-table.tsx';
import { affectedPeople } from '../../words/affected-people.ts';
import { messageWords } from '../../words/message-words.ts';
import { useSay } from '../../words/use-say.ts';
import { AffectedChoice } from './affected-choice.tsx';
import { words } from './working-time-words.ts';

/** How many sessions are meant, what the change comes to, and who is booked in them. */
export function ManyPreviewView(props: {
  readonly preview: ManySessionsPreview;
  /** Nothing is to be changed yet. */
  readonly onlyLooks: boolean;
  readonly deletes: boolean;
  readonly choice: SeatChoice;
  readonly telling: NotifyChoice;
  readonly onChoose: (choice: SeatChoice) => void;
}) {
  const { preview, onlyLooks } = props;
  const say = useSay();
  const { sessions, changed, booked, affected, passing, fallsOut, unfit, following } = preview;
  if (sessions === 0) return <EmptyState title={words.many.none}>{words.many.noneHint}</EmptyState>;
  return (
    <>
      <Notice
        tone="neutral"
        title={onlyLooks ? words.many.askFirst : words.many.comesTo(preview, props.deletes)}
      />
      {onlyLooks || changed === 0 ? null : (
        <>
          <AffectedChoice
            {...{ affected, passing, fallsOut, unfit, following, choice: props.choice }}
            onChoose={props.onChoose}
          />
          <NotifyAllCheck
            words={messageWords}
            maxLength={ADDED_SENTENCE_MAX}
            choice={props.telling}
          />
        </>
      )}
      {onlyLooks && booked.count > 0 ? <PeopleTable {...affectedPeople(booked, say)} /> : null}
    </>
  );
}
