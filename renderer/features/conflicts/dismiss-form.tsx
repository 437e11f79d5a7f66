import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from './conflict-words.ts';

/** Puts something away, with the reason. */
export function DismissForm(props: {
  readonly reasonLabel?: string;
  readonly submitLabel?: string;
  readonly isBusy: boolean;
  readonly onDismiss: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const label = props.reasonLabel ?? words.reason;
  return (
    <div className="two-fields">
      <TextInput
        aria-label={label}
        placeholder={label}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={reason.trim() === '' || props.isBusy}
        onClick={() => props.onDismiss(reason.trim())}
      >
        {props.submitLabel ?? words.dismiss}
      </Button>
    </div>
  );
}
