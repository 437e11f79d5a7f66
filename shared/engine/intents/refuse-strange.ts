import { err, ok, type Result } from '../../core/result.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Interval } from '../../time/interval.ts';
import type { Plan } from '../queries/plan-series-change.ts';
import type { WriteTx } from '../store/handles.ts';
import { isUnderWay } from './is-under-way.ts';

/** Only who is at home in sessions changes them, and not while their right is being passed on. */
export async function refuseStrange(
  tx: WriteTx,
  at: { readonly branchId: string; readonly doctorId: string } & Interval,
  { pairs, puts }: Pick<Plan, 'pairs' | 'puts'>,
): Promise<Result<null, Refusal>> {
  const homes = puts.flatMap(({ before }) =>
    before && 'homeReplica' in before ? [before.homeReplica ?? ''] : [],
  );
  const elsewhere = homes.find((homeReplica) => homeReplica !== tx.book.replica);
  if (elsewhere !== undefined) return err({ kind: 'not-home', homeReplica: elsewhere });
  const [first] = pairs;
  const { branchId, doctorId } = at;
  const startMs = (first?.before ?? at).startMs;
  const endMs = Math.max(...pairs.map(({ before }) => before.endMs), at.endMs);
  return (await isUnderWay(tx, { branchId, doctorId, startMs, endMs }))
    ? err({ kind: 'under-way' })
    : ok(null);
}
