import { type TravelMinutes, travelMinutes } from '../../domain/working-time/travel-minutes.ts';
import type { ReadDb } from '../store/handles.ts';

export async function loadTravelMinutes(
  { kysely }: ReadDb,
  organisationId: string,
): Promise<TravelMinutes> {
  const times = await kysely
    .selectFrom('travelTime')
    .select(['id', 'oneBranchId', 'otherBranchId', 'minutes'])
    .where('organisationId', '=', organisationId)
    .execute();
  return travelMinutes(times);
}
