import { Button } from '@mantine/core';
import { messageStateWords } from '../../../shared/domain/notify/notice-words.ts';
import { TO_CALL } from '../../../shared/model/choices.ts';
import type { DeskAppointment, DeskMessage } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useRowsWithin } from '../../replica/rows-store.ts';
import type { Tone } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messageWords } from '../../words/message-words.ts';
import { useSay } from '../../words/use-say.ts';

/** What the patient was told last of an appointment, and what can be done if they were not. */
export function MessageNotice(props: {
  readonly appointment: DeskAppointment;
  readonly onDone: (answer: IntentAnswer) => void;
}) {
  const { intents } = useDesk();
  const say = useSay();
  const { id, startMs, endMs } = props.appointment;
  const message = useRowsWithin('messages', { startMs, endMs })
    .filter((one) => one.appointmentId === id)
    .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
    .at(-1);
  if (!message) return null;
  const { id: notificationId, kind, channel } = message;
  const how = channel === null ? '' : `${messageWords.channels[channel]} · `;
  return (
    <Notice tone={toneOf(message)} title={`${how}${messageStateWords(message, say.time)}`}>
      {messageWords.kinds[kind]}
      {TO_CALL.includes(message.state) ? (
        <div className="form-actions">
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void intents.send('mark-told', { notificationId }).then(props.onDone)}
          >
            {messageWords.markTold}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void intents.send('send-again', { notificationId }).then(props.onDone)}
          >
            {messageWords.sendAgain}
          </Button>
        </div>
      ) : null}
    </Notice>
  );
}

function toneOf({ state }: DeskMessage): Tone {
  if (state === 'sent' || state === 'told') return 'ok';
  return TO_CALL.includes(state) ? 'warn' : 'neutral';
}
