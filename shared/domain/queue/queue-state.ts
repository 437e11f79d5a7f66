import { derivedId } from '../../core/ids.ts';
import type { AppointmentStatus } from '../../model/appointment.ts';
import type { QueueEntry, QueuePriority, QueueState } from '../../model/queue-entry.ts';

/**
 * Where somebody in the queue is: as their entry has it, or further where their visit is, for that
 * is also changed in the schedule. `visit`: the status of their visit; null while there is none.
 */
export function queueState(state: QueueState, visit: AppointmentStatus | null): QueueState {
  switch (visit) {
    case null:
      return state;
    case 'in-consult':
      return 'started';
    case 'completed':
      return 'done';
    case 'cancelled':
    case 'no-show':
    case 'entered-in-error':
      return 'left';
    default:
      return state === 'started' || state === 'done' ? 'waiting' : state;
  }
}

const RANK: Readonly<Record<QueuePriority, number>> = { emergency: 0, priority: 1, normal: 2 };

/** What of an entry says where it stands. */
type Standing = Pick<QueueEntry, 'id' | 'priority' | 'placeMs'>;

/** The order in which people are called: by priority, then by their place. */
export const byTurn = (a: Standing, b: Standing): number =>
  RANK[a.priority] - RANK[b.priority] || a.placeMs - b.placeMs || (a.id < b.id ? -1 : 1);

/** The visit that is made of a turn: the same, however often it is begun. */
export const visitIdOf = (entryId: string): string => derivedId(entryId, 'visit');

/** They came without an appointment; the visit they may have by now was made of their turn. */
export const hasWalkedIn = ({
  id,
  appointmentId,
}: Pick<QueueEntry, 'id' | 'appointmentId'>): boolean =>
  appointmentId === null || appointmentId === visitIdOf(id);

/** A ticket as it is printed and called: "A-7". */
export const ticketOf = ({ letter, number }: Pick<QueueEntry, 'letter' | 'number'>): string =>
  `${letter}-${number}`;

/** Letters that nobody takes for a figure. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * The letters of a replica's tickets, from its number among those of its branch: A to Z, then AA.
 * One that central has not numbered yet has its whole name, which is no other's either.
 */
export function ticketLetters(ordinal: number | null, replica: string): string {
  if (ordinal === null) return replica;
  let letters = '';
  for (let rest = ordinal; rest > 0; rest = Math.floor((rest - 1) / LETTERS.length)) {
    letters = `${LETTERS[(rest - 1) % LETTERS.length]}${letters}`;
  }
  return letters;
}
