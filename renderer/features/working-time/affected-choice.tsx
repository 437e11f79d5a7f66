import { Radio } from '@mantine/core';
import type { SessionPreview } from '../../../shared/wire/desk/answers.ts';
import { Notice } from '../../ui/notice.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import type { Choice } from './session-draft.ts';
import { words } from './working-time-words.ts';

/** Who would no longer lie in the session, and what becomes of them. */
export function AffectedChoice(props: {
  readonly preview: SessionPreview;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}) {
  const { affected, fallsOut } = props.preview;
  if (affected.count === 0) return <Notice tone="ok" title={words.noneAffected} />;
  const more = affected.count - affected.first.length;
  return (
    <>
      <Notice tone="warn" title={words.affected(affected.count)}>
        {fallsOut > 0 && fallsOut < affected.count ? words.cannotMove(fallsOut) : null}
      </Notice>
      <Radio.Group
        value={props.choice ?? ''}
        onChange={(choice) => props.onChoose(choice === 'shift' ? 'shift' : 'cancel')}
      >
        <div className="working-time-choices">
          {fallsOut === 0 ? <Radio value="shift" label={words.shift} /> : null}
          <Radio value="cancel" label={words.cancel} />
        </div>
      </Radio.Group>
      <AffectedTable affected={affected} />
      {more > 0 ? <p className="page-hint">{words.more(more)}</p> : null}
    </>
  );
}

function AffectedTable({ affected }: Pick<SessionPreview, 'affected'>) {
  const say = useSay();
  return (
    <div className="working-time-affected">
      <SimpleTable
        head={[words.when, words.patient, words.phone]}
        rows={affected.first.map((one) => ({
          id: one.appointmentId,
          cells: [say.span(one.startMs, one.endMs), one.patientName, one.patientPhone],
        }))}
      />
    </div>
  );
}
