import { useMemo } from 'react';
import { sharersOfEach } from '../../../../shared/domain/slots/sharers-at.ts';
import type { DeskSession } from '../../../../shared/wire/desk/rows.ts';
import { useRows } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { BackgroundView, EventView } from '../../../state/event-view.ts';
import { type PointedAt, useView, type ViewState } from '../../../state/view-store.ts';
import { type PendingTime, sessionToView } from './session-to-view.ts';

const MINUTE_MS = 60_000;
const DAY_MIN = 1440;

/** Working time as cards, and those who are booked behind them. */
export function useEditViews(
  { branch, zone }: BranchTime,
  visits: readonly EventView[],
  nowMs: number,
): { readonly events: readonly EventView[]; readonly dimmed: readonly BackgroundView[] } {
  const sessions = useRows('sessions');
  const rooms = useRows('rooms');
  const services = useRows('services');
  const doctors = useRows('doctors');
  const chosenIds = useView((view) => view.chosenSessionIds);
  const changedId = useView((view) => view.changedSessionId);
  const changedTo = useView((view) => view.changedTo);
  const pointedAt = useView((view) => view.pointedAt);
  const sharing = useMemo(() => sharersOfEach([...sessions.values()]), [sessions]);
  const events = useMemo(
    () =>
      [...sessions.values()]
        .filter((session) => session.branchId === branch.id && !session.deleted)
        .map((session) =>
          sessionToView(session, zone, {
            nowMs,
            isChosen: chosenIds.includes(session.id),
            sharers: [...(sharing.get(session) ?? [])]
              .map((id) => `Dr. ${doctors.get(id)?.name ?? ''}`)
              .join(', '),
            services: session.serviceIds.flatMap((id) => services.get(id) ?? []),
            room: rooms.get(session.roomId ?? '')?.name ?? '',
            pending: pendingOf(session, { changedId, changedTo, pointedAt }),
          }),
        ),
    [
      sessions,
      sharing,
      doctors,
      rooms,
      services,
      branch,
      zone,
      nowMs,
      chosenIds,
      changedId,
      changedTo,
      pointedAt,
    ],
  );
  const dimmed = useMemo(() => visits.flatMap(toDimmed), [visits]);
  return { events, dimmed };
}

/** Where a session would be, while the panel asks about it. */
function pendingOf(
  session: DeskSession,
  asked: {
    readonly changedId: string | null;
    readonly changedTo: ViewState['changedTo'];
    readonly pointedAt: PointedAt | null;
  },
): PendingTime | null {
  const { doctorId, startMs, endMs } = session;
  const { changedTo, pointedAt } = asked;
  if (asked.changedId === session.id && changedTo !== null && changedTo !== 'deleted') {
    return { doctorId, ...changedTo };
  }
  if (!pointedAt?.sessionIds.includes(session.id) || pointedAt.deletes) return null;
  const { shiftMin, shiftDays = 0, endsLaterMin = 0 } = pointedAt;
  const byMs = (shiftMin + shiftDays * DAY_MIN) * MINUTE_MS;
  const to = { doctorId: pointedAt.doctorId ?? doctorId };
  return { ...to, startMs: startMs + byMs, endMs: endMs + byMs + endsLaterMin * MINUTE_MS };
}

function toDimmed(visit: EventView): readonly BackgroundView[] {
  if (visit.kind !== 'appointment' || visit.displaced) return [];
  const { id, doctorId, start, end, title } = visit;
  return [{ id: `visit-${id}`, kind: 'visit', doctorId, start, end, title }];
}
