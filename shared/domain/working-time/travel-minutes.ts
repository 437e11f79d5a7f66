import { TRAVEL_MIN } from '../../model/choices.ts';
import type { TravelTime } from '../../model/travel-time.ts';

/** Minutes it takes from one branch to another, either way; none within a branch. */
export type TravelMinutes = (branchId: string, otherId: string) => number;

/** The branches in the order in which a travel time names them. */
export const asPair = (branchId: string, otherId: string): readonly [string, string] =>
  branchId < otherId ? [branchId, otherId] : [otherId, branchId];

/** By what was said of two branches, else of any two, else half an hour. */
export function travelMinutes(times: readonly TravelTime[]): TravelMinutes {
  const said = times.flatMap(({ oneBranchId, otherBranchId, minutes }) =>
    minutes === null ? [] : [[`${oneBranchId} ${otherBranchId}`, minutes] as const],
  );
  const byPair: ReadonlyMap<string, number> = new Map(said);
  const between = byPair.get('null null') ?? TRAVEL_MIN;
  return (branchId, otherId) =>
    branchId === otherId ? 0 : (byPair.get(asPair(branchId, otherId).join(' ')) ?? between);
}
