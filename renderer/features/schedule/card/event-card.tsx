import { memo } from 'react';
import type { EventView } from '../../../state/event-view.ts';
import { ServiceIcon } from '../../../ui/service-icon.tsx';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import { useScheduleFormat } from '../schedule-format.ts';
import { describeMarks } from '../schedule-words.ts';
import { CardMarks } from './card-marks.tsx';
import { Countdown } from './countdown.tsx';

const TWO_LINES_MIN = 30;
const THREE_LINES_MIN = 45;

/**
 * What stands on a card, by its length: a name alone on a short one, then the time, then a line of
 * detail. Never wraps.
 */
export const EventCard = memo(function EventCard(props: { readonly event: EventView }) {
  const { event } = props;
  const format = useScheduleFormat();
  const minutes = (+event.end - +event.start) / MINUTE_MS;
  const short = minutes < TWO_LINES_MIN;
  const time = format.timeRange(+event.start, +event.end);
  const counting = event.countdownUntilMs !== undefined;
  return (
    <div className={short ? 'card card-short' : 'card'}>
      <div className="card-line">
        {event.serviceIcon ? <ServiceIcon icon={event.serviceIcon} size={12} /> : null}
        <span className="card-title">{event.title}</span>
        {counting ? <Countdown untilMs={event.countdownUntilMs} /> : null}
        {short && !counting ? <CardMarks event={event} /> : null}
      </div>
      {short ? null : (
        <div className="card-line card-detail">
          <span className="card-time">
            {format.time(+event.start)}
            <span className="card-until">–{format.time(+event.end)}</span>
          </span>
          {counting ? null : <CardMarks event={event} />}
        </div>
      )}
      {minutes >= THREE_LINES_MIN && event.subtitle ? (
        <div className="card-line card-detail">
          <span className="card-time">{event.subtitle}</span>
        </div>
      ) : null}
      <span className="visually-hidden">
        {short ? `, ${time}` : ''}, {describeMarks(event)}
      </span>
    </div>
  );
});
