import type { DeskCollection } from '../../wire/desk/rows.ts';
import { appointmentSource } from './appointment-source.ts';
import { busySource } from './busy-source.ts';
import { conflictSource } from './conflict-source.ts';
import { type DeskSource, recordSource } from './desk-source.ts';
import { messageSource } from './message-source.ts';
import { peerSource } from './peer-source.ts';
import { queueSource } from './queue-source.ts';
import { sessionSource } from './session-source.ts';
import { wishSource } from './wish-source.ts';

/** Collections that follow the feed. Holds have no place in it and are always sent whole. */
export type FedCollection = Exclude<DeskCollection, 'holds'>;

/** In the order a desk receives them: what rows refer to comes first. */
export const DESK_SOURCES: Readonly<Record<FedCollection, DeskSource>> = {
  branches: recordSource('branch'),
  doctors: recordSource('doctor'),
  doctorBranches: recordSource('doctorBranch'),
  services: recordSource('service'),
  rooms: recordSource('room', { visible: 'not t.deleted' }),
  tags: recordSource('tag', { visible: 'not t.deleted' }),
  users: recordSource('appUser', { except: ['passwordHash'] }),
  closures: recordSource('closure', { visible: 'not t.deleted' }),
  timeOff: recordSource('timeOff', { windowed: 'times', visible: 'not t.deleted' }),
  sessions: sessionSource,
  slots: recordSource('slot', {
    windowed: 'times',
    visible: 't.dot_replica is not null and not t.deleted',
  }),
  appointments: appointmentSource,
  busy: busySource,
  conflicts: conflictSource,
  queueEntries: queueSource,
  wishes: wishSource,
  peers: peerSource,
  handovers: recordSource('handover', { visible: "t.state in ('asked', 'given', 'taken')" }),
  delegations: recordSource('delegation', {
    visible: `not t.deleted and (t.state in ('asked', 'accepted')
      or t.state in ('done', 'declined', 'failed') and not t.answer_seen)`,
  }),
  dailyLimits: recordSource('dailyLimit'),
  quotas: recordSource('quota'),
  agreements: recordSource('agreement'),
  travelTimes: recordSource('travelTime'),
  messageTexts: recordSource('messageText'),
  messagings: recordSource('messaging'),
  alertings: recordSource('alerting'),
  messages: messageSource,
};

export const FED_COLLECTIONS = Object.keys(DESK_SOURCES) as readonly FedCollection[];
