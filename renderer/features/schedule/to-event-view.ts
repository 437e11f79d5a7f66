import type { Hold } from '../../../shared/model/hold.ts';
import type { Service } from '../../../shared/model/service.ts';
import type { Slot } from '../../../shared/model/session.ts';
import type { BusyBlock, DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import type { EventTag, EventView } from '../../state/event-view.ts';
import type { VisitUnderWay } from '../../state/under-way-store.ts';
import { words } from './schedule-words.ts';

/** What a row needs besides itself to be drawn. */
export interface ViewContext {
  /** Instant to the branch's wall clock, as a wall date. */
  readonly toWall: (instantMs: number) => Date;
  readonly serviceOf: (serviceId: string) => Service | undefined;
  readonly branchName: (branchId: string) => string;
}

const HIDDEN = new Set(['cancelled', 'entered-in-error']);

/** Whether an appointment has a place on the schedule at all. */
export const isShown = (appointment: DeskAppointment): boolean =>
  !HIDDEN.has(appointment.status) && appointment.supersededBy === null;

export function appointmentToView(row: DeskAppointment, context: ViewContext): EventView {
  const service = context.serviceOf(row.serviceId);
  return {
    id: row.id,
    kind: 'appointment',
    doctorId: row.doctorId,
    start: context.toWall(row.startMs),
    end: context.toWall(row.endMs),
    title: row.patientName,
    ...(row.assistsId === null ? {} : { subtitle: words.assists, fixed: true as const }),
    ...(row.note ? { subtitle: row.note } : {}),
    serviceName: service?.name ?? '',
    serviceColour: service?.hue ?? 'grey',
    ...(service ? picturedAs(service) : {}),
    status: row.status,
    firmness: isSettled(row) ? 'firm' : 'tentative',
    displaced: row.verdict === 'displaced',
    tags: tagsOf(row),
  };
}

/** A visit that is over, or was missed, asks for no time any more; one that was overbooked gives way to none. */
const isSettled = ({ firm, verdict, overbookReason }: DeskAppointment): boolean =>
  firm || verdict === 'none' || (verdict === 'active' && overbookReason !== null);

function picturedAs({ icon, beforeMin, afterMin }: Service): Partial<EventView> {
  const around = beforeMin + afterMin > 0 ? { around: { beforeMin, afterMin } } : {};
  return { ...(icon === null ? {} : { serviceIcon: icon }), ...around };
}

const tagsOf = (row: DeskAppointment): readonly EventTag[] => [
  ...(row.emergency ? (['emergency'] as const) : []),
  ...(row.overbookReason === null ? [] : (['overbooked'] as const)),
  ...(row.assistsId === null ? [] : (['assists'] as const)),
  ...(row.withEither ? (['with-either'] as const) : []),
];

const NO_VISIT = { status: 'none', firmness: 'firm', displaced: false, tags: [] } as const;

/** A visit that a computer of the network told of says whom it is of, where that may be known. */
function nearToView(near: NonNullable<BusyBlock['near']>, context: ViewContext) {
  const service = near.serviceId === null ? undefined : context.serviceOf(near.serviceId);
  return {
    ...(near.patientName ? { title: near.patientName } : {}),
    subtitle: words.tentativeFrom(near.from),
    serviceName: service?.name ?? words.busyElsewhere,
    firmness: 'tentative' as const,
  };
}

export const busyToView = (row: BusyBlock, context: ViewContext): EventView => ({
  ...NO_VISIT,
  id: row.id,
  kind: 'busy',
  doctorId: row.doctorId,
  start: context.toWall(row.startMs),
  end: context.toWall(row.endMs),
  title: context.branchName(row.branchId),
  serviceName: words.busyElsewhere,
  serviceColour: 'grey',
  ...(row.near ? nearToView(row.near, context) : {}),
});

export const holdToView = (row: Hold, context: ViewContext): EventView => ({
  ...NO_VISIT,
  id: row.id,
  kind: 'hold',
  doctorId: row.doctorId,
  start: context.toWall(row.startMs),
  end: context.toWall(row.endMs),
  title: row.userName,
  serviceName: words.held,
  serviceColour: 'amber',
  countdownUntilMs: row.expiresAtMs,
});

/** It stands where its hold stood, until the book has answered. */
export const underWayToView = (visit: VisitUnderWay, context: ViewContext): EventView => ({
  ...NO_VISIT,
  id: visit.id,
  kind: 'hold',
  doctorId: visit.doctorId,
  start: context.toWall(visit.startMs),
  end: context.toWall(visit.endMs),
  title: words.underWay(visit.patientName),
  serviceName: context.serviceOf(visit.serviceId)?.name ?? '',
  serviceColour: 'amber',
});

export const slotToView = (row: Slot, context: ViewContext): EventView => ({
  ...NO_VISIT,
  id: row.id,
  kind: 'slot-note',
  doctorId: row.doctorId,
  start: context.toWall(row.startMs),
  end: context.toWall(row.endMs),
  title: row.note || row.tags.join(', ') || words.blocked,
  serviceName: words.blocked,
  serviceColour: 'grey',
});
