import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './chip.tsx';

/** A message that belongs to a place on the screen, e.g. a conflict card at the foot of a panel. */
export function Notice(props: {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="notice" data-tone={props.tone} role="status">
      <NoticeIcon tone={props.tone} />
      <div>
        <b>{props.title}</b>
        {props.children}
      </div>
      {props.action}
    </div>
  );
}

function NoticeIcon(props: { readonly tone: Tone }) {
  if (props.tone === 'ok') return <IconCircleCheck size={16} aria-hidden="true" />;
  if (props.tone === 'neutral' || props.tone === 'accent')
    return <IconInfoCircle size={16} aria-hidden="true" />;
  return <IconAlertTriangle size={16} aria-hidden="true" />;
}
