import type { Body } from '../../merge/field-group.ts';
import type { AppointmentStatus } from '../../model/appointment.ts';
import { DELEGATION_STATES, QUEUE_STATES, WISH_STATES } from '../../model/choices.ts';
import type { Delegation } from '../../model/delegation.ts';
import { HANDOVER_STATES, type Handover } from '../../model/handover.ts';
import { NOTIFICATION_STATES, type Notification } from '../../model/notification.ts';
import type { QueueState } from '../../model/queue-entry.ts';
import type { Wish } from '../../model/wish.ts';

// Which of two states that were written apart stays: the one that ranks higher.

/** The further a visit has come, the more is known about it; and who is there has neither missed nor called off anything. */
const STATUS_RANK: readonly AppointmentStatus[] = [
  ...(['booked', 'no-show', 'cancelled'] as const),
  ...(['arrived', 'checked-in', 'in-consult', 'completed', 'entered-in-error'] as const),
];
export const statusRank = ({ status }: Body): number =>
  STATUS_RANK.indexOf(status as AppointmentStatus);

/** Who went in has neither left nor is called any more. */
export const queueRank = ({ state }: Body): number => QUEUE_STATES.indexOf(state as QueueState);

/** Who got a time waits no more, nor called it off; whatever was done apart, one visit came of it. */
export const wishRank = ({ state }: Body): number => WISH_STATES.indexOf(state as Wish['state']);

/** What was given stays given, whoever had second thoughts about having asked. */
export const handoverRank = ({ state }: Body): number =>
  HANDOVER_STATES.indexOf(state as Handover['state']);

/** What was carried out stays so; until then whoever gives may think better of it. */
export const delegationRank = ({ state }: Body): number =>
  DELEGATION_STATES.indexOf(state as Delegation['state']);

/** What was sent was sent, whoever wanted it back meanwhile. */
export const notificationRank = ({ state }: Body): number =>
  NOTIFICATION_STATES.indexOf(state as Notification['state']);
