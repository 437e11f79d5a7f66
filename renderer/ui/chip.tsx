import type { ReactNode } from 'react';
import { StatusDot } from './status-dot.tsx';

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'accent';

/** A short fact in a pill. `hue` colours it like a service and adds that service's dot. */
export function Chip(props: {
  readonly children: ReactNode;
  readonly hue?: string;
  readonly tone?: Tone;
  readonly icon?: ReactNode;
}) {
  return (
    <span className="chip" data-hue={props.hue} data-tone={props.tone}>
      {props.icon ?? (props.hue ? <StatusDot shape="dot" /> : null)}
      {props.children}
    </span>
  );
}
