import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';

/** The doctor's day is full here: whoever books all the same says why, and it waits for room. */
export function QuotaNotice(props: {
  readonly refusal: Extract<Refusal, { kind: 'over-quota' }>;
  readonly onAccept: (reason: string) => void;
}) {
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <>
      <Notice tone="warn" title={words.dayIsFull}>
        {refusalWords(props.refusal, say)}
      </Notice>
      <TextInput
        label={words.ruleReason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="form-actions">
        <Button
          variant="default"
          disabled={reason.trim() === ''}
          onClick={() => props.onAccept(reason.trim())}
        >
          {words.allTheSame}
        </Button>
      </div>
    </>
  );
}
