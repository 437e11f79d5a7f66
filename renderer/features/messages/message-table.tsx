import { Button } from '@mantine/core';
import { messageStateWords } from '../../../shared/domain/notify/notice-words.ts';
import { TO_CALL, VISITS_NAMED } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { MessageLine } from '../../../shared/wire/desk/answers.ts';
import { useDesk } from '../../intents/desk.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { TableHead } from '../../ui/simple-table.tsx';
import { messageWords } from '../../words/message-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './messages-words.ts';

/** Messages one line each, with what can be done about those that did not arrive. */
export function MessageTable(props: {
  readonly lines: readonly MessageLine[];
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const { lines, onRefused } = props;
  if (lines.length === 0) return null;
  return (
    <table className="table-plain message-table">
      <TableHead names={[words.patient, words.about, words.when, words.state, '']} />
      <tbody>
        {lines.map((line) => (
          <MessageRow key={line.id} line={line} onRefused={onRefused} />
        ))}
      </tbody>
    </table>
  );
}

function MessageRow(props: {
  readonly line: MessageLine;
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const { line, onRefused } = props;
  const { intents } = useDesk();
  const say = useSay();
  const notificationId = line.id;
  const ask = (kind: 'mark-told' | 'send-again'): void =>
    void intents
      .send(kind, { notificationId, together: line.also.length > 0 })
      .then((answer) => onRefused(answer.ok ? null : answer.error));
  return (
    <tr>
      <td>
        <b>{line.patientName ?? words.unknownPatient}</b>
        <span className="message-phone">{line.patientPhone}</span>
      </td>
      <td>
        {messageWords.kinds[line.kind]}
        {line.channel === null ? '' : ` · ${messageWords.channels[line.channel]}`}
      </td>
      <td>
        {say.span(line.startMs, line.endMs)}
        <br />
        {say.doctor(line.doctorId)}
        <OtherVisits line={line} />
      </td>
      <td>
        <Chip tone={toneOf(line)}>{messageStateWords(line, say.time)}</Chip>
      </td>
      <td>
        {TO_CALL.includes(line.state) ? (
          <>
            <Button size="compact-sm" variant="subtle" onClick={() => ask('mark-told')}>
              {messageWords.markTold}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => ask('send-again')}>
              {messageWords.sendAgain}
            </Button>
          </>
        ) : null}
      </td>
    </tr>
  );
}

/** The rest of what the message tells of: as many by name as it names itself. */
function OtherVisits({ line }: { readonly line: MessageLine }) {
  const say = useSay();
  const named = line.also.slice(0, VISITS_NAMED - 1);
  const more = line.also.length - named.length;
  if (named.length === 0) return null;
  return (
    <ul className="message-visits" aria-label={words.alsoOf}>
      {named.map(({ startMs, doctorId }) => (
        <li key={startMs}>
          {`${say.day(startMs)}, ${say.time(startMs)}`}
          {doctorId === line.doctorId ? '' : ` · ${say.doctor(doctorId)}`}
        </li>
      ))}
      {more > 0 ? <li>{words.more(more)}</li> : null}
    </ul>
  );
}

function toneOf({ state }: MessageLine): Tone {
  if (state === 'sent' || state === 'told') return 'ok';
  if (state === 'failed' || state === 'unknown') return 'danger';
  return TO_CALL.includes(state) ? 'warn' : 'neutral';
}
