import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Notice } from './notice.tsx';

export interface AcceptWords {
  readonly title: string;
  /** What it goes against, one by one. */
  readonly lines: readonly string[];
  /** What there is to say about all of it. */
  readonly foot?: string | null;
  /** There is no way past it. */
  readonly isFinal: boolean;
  readonly needsReason: boolean;
  readonly reasonLabel: string;
  readonly acceptLabel: string;
}

/** What somebody asks for goes against something: what it is, and the way past it where there is one. */
export function AcceptNotice(
  props: AcceptWords & {
    readonly isBusy?: boolean;
    /** With the reason; null where none was given. */
    readonly onAccept: (reason: string | null) => void;
  },
) {
  const { isFinal, needsReason } = props;
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <>
      <Notice tone={isFinal ? 'danger' : 'warn'} title={props.title}>
        <ul className="accept-lines">
          {props.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {props.foot ? <p className="page-hint">{props.foot}</p> : null}
      </Notice>
      {isFinal ? null : (
        <div className="accept-fields">
          {needsReason ? (
            <TextInput
              label={props.reasonLabel}
              value={reason}
              data-autofocus
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          <Button
            variant="default"
            loading={props.isBusy ?? false}
            disabled={needsReason && given === ''}
            onClick={() => props.onAccept(given === '' ? null : given)}
          >
            {props.acceptLabel}
          </Button>
        </div>
      )}
    </>
  );
}
