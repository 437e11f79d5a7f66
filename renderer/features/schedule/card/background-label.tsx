import { IconBan, IconLock, IconTag } from '@tabler/icons-react';
import type { BackgroundView } from '../../../state/event-view.ts';
import { ServiceIcon } from '../../../ui/service-icon.tsx';
import { words } from '../schedule-words.ts';

/** Why a stretch of a column is hatched; ordinary closed hours need no words. */
export function BackgroundLabel(props: { readonly background: BackgroundView }) {
  const { kind, title, icon } = props.background;
  if (kind === 'off' || title === '') return null;
  if (kind === 'tag' || kind === 'service') {
    return (
      <div className="background-mark">
        {kind === 'tag' ? <IconTag size={11} aria-hidden="true" /> : null}
        {icon ? <ServiceIcon icon={icon} size={11} /> : null}
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
