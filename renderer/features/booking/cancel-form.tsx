import { Autocomplete, Button } from '@mantine/core';
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
      <Autocomplete
        label={words.reason}
        data={[...words.reasons]}
        value={reason}
        data-autofocus
        onChange={setReason}
      />
      <div className="two-fields">
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
