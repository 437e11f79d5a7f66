import { Radio } from '@mantine/core';
import { ADDED_SENTENCE_MAX } from '../../../shared/model/choices.ts';
import type { Affected } from '../../../shared/wire/desk/answers.ts';
import type { NotifyChoice } from '../../replica/use-notify-choice.ts';
import { Notice } from '../../ui/notice.tsx';
import { NotifyAllCheck } from '../../ui/notify-all-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './time-off-words.ts';

/** What the patients are told who are looked after so. */
export const KIND_OF = { displace: 'displaced', cancel: 'cancelled' } as const;

/** Who is booked in an absence, and what becomes of them. */
export function AffectedView(props: {
  readonly affected: Affected | null;
  readonly choice: 'displace' | 'cancel';
  readonly telling: NotifyChoice;
  readonly onChoose: (choice: 'displace' | 'cancel') => void;
}) {
  const { affected } = props;
  if (affected === null) return <p className="page-hint">{words.checking}</p>;
  if (affected.count === 0) return <Notice tone="ok" title={words.noneAffected} />;
  return (
    <>
      <Notice tone="warn" title={words.affected(affected.count)}>
        <p className="time-off-others">{words.otherBranches}</p>
      </Notice>
      <Radio.Group
        value={props.choice}
        onChange={(choice) => props.onChoose(choice === 'cancel' ? 'cancel' : 'displace')}
      >
        <div className="time-off-choices">
          <Radio value="displace" label={words.displace} />
          <Radio value="cancel" label={words.cancel} />
        </div>
      </Radio.Group>
      <NotifyAllCheck words={messageWords} maxLength={ADDED_SENTENCE_MAX} choice={props.telling} />
      <AffectedTable affected={affected} />
    </>
  );
}

function AffectedTable({ affected }: { readonly affected: Affected }) {
  const say = useSay();
  const more = affected.count - affected.first.length;
  return (
    <div className="time-off-affected">
      <table className="table-plain">
        <thead>
          <tr>
            {[words.when, words.patient, words.phone].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {affected.first.map(({ appointmentId, startMs, endMs, patientName, patientPhone }) => (
            <tr key={appointmentId}>
              <td>{say.span(startMs, endMs)}</td>
              <td>{patientName}</td>
              <td>{patientPhone}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="page-hint">{words.more(more)}</p> : null}
    </div>
  );
}
