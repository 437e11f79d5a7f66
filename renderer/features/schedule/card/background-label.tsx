import { IconBan, IconLock, IconStethoscope, IconTag } from '@tabler/icons-react';
import type { BackgroundView } from '../../../state/event-view.ts';
import { words } from '../schedule-words.ts';

/** Why a stretch of a column is hatched; ordinary closed hours need no words. */
export function BackgroundLabel(props: { readonly background: BackgroundView }) {
  const { kind, title } = props.background;
  if (kind === 'off' || title === '') return null;
  if (kind === 'tag' || kind === 'service') {
    const Icon = kind === 'tag' ? IconTag : IconStethoscope;
    return (
      <div className="background-mark">
        <Icon size={11} aria-hidden="true" />
        <span>{title}</span>
      </div>
    );
  }
  if (kind === 'visit') return <span className="background-visit">{title}</span>;
  if (kind === 'break') return <span className="background-break">{title}</span>;
  return (
    <div className="background-label" title={title}>
      {kind === 'time-off' ? (
        <IconBan size={14} className="mark-danger" aria-hidden="true" />
      ) : (
        <IconLock size={14} aria-hidden="true" />
      )}
      <b>{words.backgrounds[kind]}</b>
      <span>{title}</span>
    </div>
  );
}
