import { useMemo } from 'react';
import { wallToInstantLenient } from '../../../../shared/time/local-time.ts';
import { rowsOf } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import type { DoctorTime, EventMove } from '../../../state/event-view.ts';
import {
  chooseSessions,
  closePanel,
  openNewSession,
  openPointedAt,
  openSessionChange,
  useView,
} from '../../../state/view-store.ts';
import { decideChange } from './decide-change.ts';

/** What pointer and keyboard can do to working time: each opens a panel that shows whom it hits. */
export interface EditActions {
  readonly draw: (time: DoctorTime) => void;
  readonly change: (move: EventMove) => void;
  readonly open: (id: string) => void;
  readonly toggle: (id: string) => void;
  readonly add: (ids: readonly string[]) => void;
  /** Deletes what is chosen, else the one that is pointed at. */
  readonly remove: (id: string | null) => void;
  readonly leave: () => void;
}

export function useEditActions({ zone }: BranchTime): EditActions {
  return useMemo(() => {
    const instant = (wall: Date): number => wallToInstantLenient(zone, +wall);
    return {
      draw: ({ doctorId, start, end }) =>
        openNewSession({ doctorId, startMs: instant(start), endMs: instant(end) }),
      change: ({ id, doctorId, start, end }) => {
        const session = rowsOf('sessions').get(id);
        if (!session) return;
        const to = { doctorId, startMs: instant(start), endMs: instant(end) };
        const change = decideChange(session, to, zone);
        if (change.kind === 'times') openSessionChange(id, to);
        else openPointedAt({ sessionIds: [id], ...change.to });
      },
      open: (id) => {
        openSessionChange(id);
        chooseSessions([id]);
      },
      toggle: (id) => {
        const { chosenSessionIds: chosen } = useView.getState();
        closePanel();
        chooseSessions(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
      },
      add: (ids) => {
        closePanel();
        chooseSessions([...new Set([...useView.getState().chosenSessionIds, ...ids])]);
      },
      remove: (id) => removeChosen(id),
      leave: () => {
        closePanel();
        chooseSessions([]);
      },
    };
  }, [zone]);
}

/** One is deleted where others of its series can be meant too; several as they were pointed at. */
function removeChosen(id: string | null): void {
  const chosen = useView.getState().chosenSessionIds.filter((one) => rowsOf('sessions').has(one));
  const ids = chosen.length > 0 ? chosen : id === null ? [] : [id];
  const [only] = ids;
  if (only === undefined) return;
  if (ids.length === 1) openSessionChange(only, 'deleted');
  else openPointedAt({ sessionIds: ids, deletes: true, shiftMin: 0, doctorId: null });
}
