import { useEffect, useMemo, useState } from 'react';
import { byTurn, queueState } from '../../../shared/domain/queue/queue-state.ts';
import type { QueueState } from '../../../shared/model/queue-entry.ts';
import { dayAt, dayEndMs, dayStartMs } from '../../../shared/time/day.ts';
import type { DeskAppointment, DeskQueueEntry } from '../../../shared/wire/desk/rows.ts';
import type { QueueOutlook } from '../../../shared/wire/desk/waiting-room.ts';
import { useDesk } from '../../intents/desk.ts';
import { onRowsChanged, useRows, useRowsWithin } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';

const MINUTE_MS = 60_000;
const REFRESH_MS = 20_000;

/** Somebody in the queue, and where they are by what is known of their visit. */
export interface QueueLine extends DeskQueueEntry {
  readonly now: QueueState;
}

const thisMinute = (): number => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/** The present minute, kept current. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(thisMinute);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(thisMinute()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** Who is in the queue of the branch today, in their turn. */
export function useQueueLines({ branch, zone }: BranchTime, nowMs: number): readonly QueueLine[] {
  const entries = useRows('queueEntries');
  const today = dayAt(zone, nowMs);
  return useMemo(
    () =>
      [...entries.values()]
        .filter(({ branchId, day }) => branchId === branch.id && day === today)
        .map((entry) => ({ ...entry, now: queueState(entry.state, entry.visitStatus) }))
        .toSorted(byTurn),
    [entries, branch, today],
  );
}

/** Who has arrived, as another computer noted, and waits for nobody knows what. */
export function useUnticketed(
  { branch, zone }: BranchTime,
  lines: readonly QueueLine[],
  nowMs: number,
): readonly DeskAppointment[] {
  const day = dayAt(zone, nowMs);
  const visits = useRowsWithin('appointments', {
    startMs: dayStartMs(zone, day),
    endMs: dayEndMs(zone, day),
  });
  return useMemo(() => {
    const known = new Set(lines.map(({ appointmentId }) => appointmentId));
    return visits.filter(
      ({ id, branchId, status, assistsId }) =>
        branchId === branch.id &&
        assistsId === null &&
        (status === 'arrived' || status === 'checked-in') &&
        !known.has(id),
    );
  }, [visits, lines, branch]);
}

/** Rows come in bursts: they are asked about once they rest. */
const REST_MS = 150;

/** How the queue goes on; asked again whenever something in it changes, and every minute. */
export function useOutlook(branchId: string, nowMs: number): QueueOutlook | null {
  const { client } = useDesk();
  const [outlook, setOutlook] = useState<QueueOutlook | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another minute asks anew.
  useEffect(() => {
    let isCurrent = true;
    const ask = (): void => {
      client.ask({ kind: 'queue-outlook', branchId }).then(
        (came) => {
          if (isCurrent) setOutlook(came);
        },
        // It is asked again as soon as there is a line.
        () => undefined,
      );
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(ask, REST_MS);
    };
    ask();
    const stop = [
      client.ready.add(ask),
      onRowsChanged(({ collection }) => {
        if (collection === 'queueEntries' || collection === 'appointments') soon();
      }),
    ];
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      for (const one of stop) one();
    };
  }, [client, branchId, nowMs]);
  return outlook;
}
