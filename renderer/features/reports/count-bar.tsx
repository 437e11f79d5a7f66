import { UnstyledButton } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';

/** A bar with its name and number; pointing at it shows what is behind it. */
export function CountBar(props: {
  readonly name: string;
  /** Stands in the place of its name, and says more. */
  readonly label?: ReactNode;
  readonly shown: string;
  /** Of 1. */
  readonly share: number;
  readonly note?: ReactNode;
  readonly onPoint: () => void;
}) {
  return (
    <li className="count-bar">
      <span className="count-bar-name">{props.label ?? props.name}</span>
      <UnstyledButton
        className="count-bar-track"
        aria-label={`${props.name}: ${props.shown}`}
        onClick={props.onPoint}
        style={{ '--share': `${Math.min(1, props.share) * 100}%` } as CSSProperties}
      >
        <span className="count-bar-fill" />
      </UnstyledButton>
      <b>{props.shown}</b>
      {props.note ? <span className="count-bar-note">{props.note}</span> : null}
    </li>
  );
}
