import { IconBan, IconLock } from '@tabler/icons-react';
import type { BackgroundView } from '../../../state/event-view.ts';
import { words } from '../schedule-words.ts';

/** Why a stretch of a column is hatched; ordinary closed hours need no words. */
export function BackgroundLabel(props: { readonly background: BackgroundView }) {
  const { kind, title } = props.background;
  if (kind === 'off' || title === '') return null;
  return (
    <div className="background-label">
      {kind === 'time-off' ? (
        <IconBan size={14} className="mark-danger" aria-hidden="true" />
      ) : (
        <IconLock size={14} aria-hidden="true" />
      )}
      <b>{kind === 'time-off' ? words.timeOff : words.closed}</b>
      <span>{title}</span>
    </div>
  );
}
