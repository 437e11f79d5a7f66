import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { words } from './booking-words.ts';

/** Cancelling asks why; the usual answers are one click away. */
export function CancelForm(props: {
  readonly onCancel: (reason: string) => void;
  readonly onKeep: () => void;
}) {
  const [reason, setReason] = useState('');
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
      <div className="form-actions">
        <Button
          color="red"
          disabled={reason.trim() === ''}
          onClick={() => props.onCancel(reason.trim())}
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
