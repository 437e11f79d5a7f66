import { Button, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { quotaOn } from '../../../shared/domain/quota/quota-ledger.ts';
import { type DayKey, dayAt, dayEndMs, dayStartMs } from '../../../shared/time/day.ts';
import { useRows, useRowsWithin } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useSession } from '../../state/session-store.ts';
import { words } from './rights-words.ts';
import type { useRightActions } from './use-right-actions.ts';
import type { Rights } from './use-rights.ts';

const CENTRAL = 'central';

/** What is left here of a doctor's day, and to whom some of it may go. */
export function QuotaSection(props: {
  readonly place: BranchTime;
  readonly day: DayKey;
  readonly doctorId: string;
  readonly rights: Rights;
  readonly actions: ReturnType<typeof useRightActions>;
}) {
  const { doctorId, day, rights, actions } = props;
  const quota = useDayQuota(props.place, doctorId, day);
  const [to, setTo] = useState<string | null>(null);
  const [amount, setAmount] = useState(1);
  if (quota === null) return null;
  const { perDay, mine, made } = quota;
  const left = Math.max(0, mine - made);
  const choices = [
    ...rights.others.map((peer) => ({ value: peer.replica, label: peer.name })),
    { value: CENTRAL, label: words.central },
  ];
  return (
    <section className="right-card">
      <h3>{words.dayLimit(perDay)}</h3>
      <p className="booking-hint">{words.dayQuota(mine, made, left)}</p>
      {left === 0 || rights.isAlone ? null : (
        <div className="right-form">
          <Select label={words.quotaTo} data={choices} value={to} onChange={setTo} />
          <NumberInput
            label={words.quotaAmount}
            min={1}
            max={left}
            value={amount}
            onChange={(value) => setAmount(Number(value) || 1)}
          />
          <Button
            size="compact-sm"
            variant="default"
            disabled={to === null}
            loading={actions.isBusy}
            onClick={() =>
              void actions.handOverQuota(doctorId, day, to === CENTRAL ? null : to, amount)
            }
          >
            {words.handOver}
          </Button>
        </div>
      )}
    </section>
  );
}

/** As the host counts: what was cancelled does not count, nor what was made beyond the quota. */
function useDayQuota({ zone }: BranchTime, doctorId: string, day: DayKey) {
  const own = useSession((session) => session.replica?.replica ?? '');
  const isAlone = useSession(({ sync }) => sync === null || sync.state === 'standalone');
  const limits = useRows('dailyLimits');
  const lines = useRows('quotas');
  const appointments = useRowsWithin('appointments', {
    startMs: dayStartMs(zone, day),
    endMs: dayEndMs(zone, day),
  });
  const limit = [...limits.values()].find((one) => one.doctorId === doctorId);
  if (!limit || limit.perDay === null) return null;
  const ofDoctor = [...lines.values()].filter((line) => line.doctorId === doctorId);
  const made = appointments.filter(
    (one) =>
      one.doctorId === doctorId &&
      one.madeBy === own &&
      one.overbookReason === null &&
      one.overQuotaReason === null &&
      one.supersededBy === null &&
      one.status !== 'cancelled' &&
      one.status !== 'entered-in-error' &&
      dayAt(zone, one.startMs) === day,
  ).length;
  const mine = isAlone ? limit.perDay : quotaOn(ofDoctor, own, day);
  return { perDay: limit.perDay, mine, made };
}
