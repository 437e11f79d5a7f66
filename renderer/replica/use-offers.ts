import { useMemo } from 'react';
import type { Delegation } from '../../shared/model/delegation.ts';
import { useSession } from '../state/session-store.ts';
import { useRows } from './rows-store.ts';

const ANSWERED: readonly Delegation['state'][] = ['done', 'declined', 'failed'];

/** Offers of working time that wait for the person at this desk. */
export interface Offers {
  /** To be accepted or declined by them, the earliest time first. */
  readonly waiting: readonly Delegation[];
  /** Made by them, or of their own time, and answered since; or nobody answered in time. */
  readonly answered: readonly Delegation[];
}

/** What of handovers somebody has to hear of, by the records alone: with or without a network. */
export function useOffers(): Offers {
  const me = useSession((session) => session.me);
  const replica = useSession((session) => session.replica);
  const rows = useRows('delegations');
  return useMemo(() => {
    if (me === null) return { waiting: [], answered: [] };
    const nowMs = Date.now();
    const all = [...rows.values()].toSorted((a, b) => a.startMs - b.startMs);
    const isHere = ({ branchId }: Delegation): boolean =>
      (replica?.branchId ?? null) === null || replica?.branchId === branchId;
    const mayAnswer = (one: Delegation): boolean =>
      me.role === 'doctor'
        ? me.doctorId === one.toDoctorId
        : me.role !== 'front-desk' && isHere(one);
    const isTheirs = (one: Delegation): boolean =>
      one.byName === me.name || (me.doctorId !== null && me.doctorId === one.doctorId);
    const isOver = (one: Delegation): boolean =>
      ANSWERED.includes(one.state) || (one.state === 'asked' && one.startMs <= nowMs);
    return {
      waiting: all.filter((one) => one.state === 'asked' && one.startMs > nowMs && mayAnswer(one)),
      answered: all.filter((one) => isTheirs(one) && isOver(one) && !one.answerSeen),
    };
  }, [rows, me, replica]);
}
