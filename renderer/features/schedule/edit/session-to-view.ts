import { wallBreaksOf } from '../../../../shared/domain/schedule/work-stretches.ts';
import type { Service } from '../../../../shared/model/service.ts';
import { formatClockTime } from '../../../../shared/time/clock-time.ts';
import type { Interval } from '../../../../shared/time/interval.ts';
import { instantToWall } from '../../../../shared/time/local-time.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { DeskSession } from '../../../../shared/wire/desk/rows.ts';
import type { EventView } from '../../../state/event-view.ts';
import { sessionServiceWords } from '../../../words/session-service-words.ts';
import { sharingWords } from '../../../words/sharing-words.ts';
import { words } from './edit-words.ts';

/** Where a session is drawn while a change of it is looked at. */
export interface PendingTime extends Interval {
  readonly doctorId: string;
}

/** A session as the schedule draws it while working time is edited. */
export function sessionToView(
  session: DeskSession,
  zone: TimeZone,
  as: {
    readonly nowMs: number;
    readonly isChosen: boolean;
    readonly pending: PendingTime | null;
    /** The name of its room; empty for none. */
    readonly room: string;
    /** What it is for; none for whatever the doctor does. */
    readonly services: readonly Pick<Service, 'name' | 'hue'>[];
    /** Who shares it; empty for nobody. */
    readonly sharers: string;
  },
): EventView {
  const { startMs, endMs, doctorId } = as.pending ?? session;
  const toWall = (ms: number): Date => new Date(instantToWall(zone, ms));
  const breaks = wallBreaksOf(zone, session).map(
    (one) => `${one.name} ${formatClockTime(one.startMin)}–${formatClockTime(one.endMin)}`,
  );
  const { services } = as;
  const names = services.map(({ name }) => name);
  const shared = as.sharers && sharingWords.shares(as.sharers);
  return {
    ...{ id: session.id, kind: 'session', doctorId },
    ...{ start: toWall(startMs), end: toWall(endMs) },
    title: [...names, ...session.tags].join(', ') || words.workingTime,
    subtitle: [
      names.length > 0 && sessionServiceWords.only(names),
      shared,
      as.room,
      words.slots(session.slotMin),
      ...breaks,
    ]
      .filter(Boolean)
      .join(' · '),
    serviceName: words.workingTime,
    serviceColour: (services.length === 1 && services[0]?.hue) || 'blue',
    // What is over is drawn as a visit that is.
    status: session.endMs <= as.nowMs ? 'completed' : 'none',
    firmness: session.confirmed ? 'firm' : 'tentative',
    ...{ displaced: false, tags: [] },
    ...(as.isChosen ? { chosen: true } : {}),
  };
}
