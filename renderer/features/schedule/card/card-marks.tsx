import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBan,
  IconBolt,
  IconCheck,
  IconFlag3,
  IconHourglassHigh,
  IconStack2,
  IconStarFilled,
  IconUsers,
  IconVideo,
  IconWalk,
} from '@tabler/icons-react';
import type { EventStatus, EventTag, EventView } from '../../../state/event-view.ts';
import { StatusDot } from '../../../ui/status-dot.tsx';

/** The small signs at the right of a card. Each has its own shape; describeMarks has the words. */
export function CardMarks(props: { readonly event: EventView }) {
  const { event } = props;
  const tentative = event.kind === 'appointment' && event.firmness === 'tentative';
  if (!event.displaced && !tentative && event.tags.length === 0 && !hasMark(event.status))
    return null;
  return (
    <span className="card-marks" aria-hidden="true">
      {event.displaced ? <IconAlertTriangle size={13} className="mark-danger" /> : null}
      {tentative ? <IconHourglassHigh size={12} stroke={2.2} /> : null}
      {event.tags.map((tag) => (
        <TagMark key={tag} tag={tag} />
      ))}
      <StatusMark status={event.status} />
    </span>
  );
}

const hasMark = (status: EventStatus): boolean => status !== 'booked' && status !== 'none';

function StatusMark(props: { readonly status: EventStatus }) {
  switch (props.status) {
    case 'completed':
      return <IconCheck size={12} stroke={2.6} />;
    case 'in-consult':
      return <StatusDot shape="halo" />;
    case 'arrived':
      return <StatusDot shape="ring" />;
    case 'checked-in':
      return <StatusDot shape="dot" />;
    case 'no-show':
    case 'cancelled':
    case 'entered-in-error':
      return <IconBan size={12} stroke={2.4} />;
    case 'booked':
    case 'none':
      return null;
  }
}

function TagMark(props: { readonly tag: EventTag }) {
  switch (props.tag) {
    case 'vip':
      return <IconStarFilled size={11} className="mark-vip" />;
    case 'walk-in':
      return <IconWalk size={13} />;
    case 'video':
      return <IconVideo size={13} />;
    case 'often-misses':
      return <IconFlag3 size={12} className="mark-danger" />;
    case 'emergency':
      return <IconBolt size={12} className="mark-danger" />;
    case 'assists':
      return <IconUsers size={12} />;
    case 'with-either':
      return <IconArrowsExchange size={12} />;
    case 'overbooked':
      return <IconStack2 size={12} />;
  }
}
