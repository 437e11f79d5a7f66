import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { words } from './booking-words.ts';

/** Cancelling asks why; the usual answers are one click away. */
export function CancelForm(props: {
  readonly branchId: string;
  readonly onCancel: (said: {
    readonly reason: string;
    readonly notify: boolean | undefined;
  }) => void;
  readonly onKeep: () => void;
}) {
  const [reason, setReason] = useState('');
  const telling = useNotifyChoice(props.branchId, 'cancelled');
  return (
    <div className="booking-form">
      <TextInput
        label={words.reason}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="offer-chips">
        {words.reasons.map((usual) => (
          <UnstyledButton
            key={usual}
            className="offer-chip"
            aria-pressed={usual === reason}
            onClick={() => setReason(usual)}
          >
            {usual}
          </UnstyledButton>
        ))}
      </div>
      <NotifyCheck label={messageWords.ask} choice={telling} />
      <div className="form-actions">
        <Button
          color="red"
          disabled={reason.trim() === ''}
          onClick={() => props.onCancel({ reason: reason.trim(), notify: telling.notify })}
        >
          {words.doCancel}
        </Button>
        <Button variant="default" onClick={props.onKeep}>
          {words.keep}
        </Button>
      </div>
    </div>
  );
}
