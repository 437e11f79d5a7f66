import type { Handover } from '../../model/handover.ts';
import type { WriteTx } from '../store/handles.ts';

/** Whether the booking right of any session that begins in the range is being passed on. */
export async function isUnderWay(
  tx: WriteTx,
  {
    branchId,
    doctorId,
    startMs,
    endMs,
  }: Pick<Handover, 'branchId' | 'doctorId' | 'startMs' | 'endMs'>,
): Promise<boolean> {
  const one = await tx.kysely
    .selectFrom('handover')
    .select('id')
    .where('organisationId', '=', tx.book.organisationId)
    .where('branchId', '=', branchId)
    .where('state', 'in', ['given', 'taken'])
    .where((eb) => {
      const ofAll = eb('doctorId', 'is', null);
      return doctorId === null ? eb.val(true) : eb.or([ofAll, eb('doctorId', '=', doctorId)]);
    })
    .where('startMs', '<', endMs)
    .where('endMs', '>', startMs)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
