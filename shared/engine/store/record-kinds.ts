import type { Body, FieldGroup } from '../../merge/field-group.ts';
import {
  APPOINTMENT_STATUSES,
  type Appointment,
  type AppointmentStatus,
} from '../../model/appointment.ts';
import type { Conflict } from '../../model/conflict.ts';
import type { Doctor, DoctorBranch } from '../../model/doctor.ts';
import { HANDOVER_STATES, type Handover } from '../../model/handover.ts';
import type { Branch, Organisation } from '../../model/organisation.ts';
import type { Patient } from '../../model/patient.ts';
import type { DailyLimit, Quota } from '../../model/quota.ts';
import type { Rule } from '../../model/rule.ts';
import type { Service } from '../../model/service.ts';
import type { Series, Session, Slot } from '../../model/session.ts';
import type { Closure, TimeOff } from '../../model/time-off.ts';
import type { User } from '../../model/user.ts';

/** The shape behind each kind of synced record. */
export interface RecordShapes {
  organisation: Organisation;
  branch: Branch;
  doctor: Doctor;
  doctorBranch: DoctorBranch;
  service: Service;
  appUser: User;
  patient: Patient;
  series: Series;
  session: Session;
  slot: Slot;
  timeOff: TimeOff;
  closure: Closure;
  rule: Rule;
  appointment: Appointment;
  handover: Handover;
  dailyLimit: DailyLimit;
  quota: Quota;
  conflict: Conflict;
}
export type RecordKind = keyof RecordShapes;

/**
 * Who receives a record, besides central. `everyone`: configuration. `branch`: the record's branch,
 * and its doctor's laptop. `doctor`: every branch where the doctor works, and the laptop.
 * `patient`: the branch that registered the person, branches that have appointments, and laptops
 * of doctors who do.
 */
export type Audience = 'everyone' | 'branch' | 'doctor' | 'patient';

export interface KindInfo {
  readonly audience: Audience;
  /** The record's own columns, `id` apart, as the shape names them. */
  readonly fields: readonly string[];
  /** Of these, the ones stored as JSON. */
  readonly json: readonly string[];
  /** Fields that mean something only together merge together. */
  readonly groups: readonly FieldGroup[];
}

type FieldsOf<K extends RecordKind> = readonly Exclude<keyof RecordShapes[K], 'id'>[];

function kind<K extends RecordKind>(
  audience: Audience,
  fields: FieldsOf<K> & readonly string[],
  groups: readonly FieldGroup[] = [],
  json: readonly string[] = [],
): KindInfo {
  return { audience, fields, json, groups };
}

const together = (name: string, ...fields: string[]) => ({ name, fields, rule: 'newer' as const });

const DURING = ['startMs', 'endMs'] as const;
const tags: FieldGroup = { name: 'tags', fields: ['tags'], rule: 'add-wins' };

/** The further a visit has come, the more is known about it. */
const statusRank = ({ status }: Body): number =>
  APPOINTMENT_STATUSES.indexOf(status as AppointmentStatus);

/** What was given stays given, whoever had second thoughts about having asked. */
const handoverRank = ({ state }: Body): number =>
  HANDOVER_STATES.indexOf(state as Handover['state']);

/**
 * Every kind of synced record, in the order they are written and sent: what is referred to comes
 * before what refers to it.
 */
export const RECORD_KINDS: Readonly<Record<RecordKind, KindInfo>> = {
  organisation: kind<'organisation'>('everyone', ['name']),
  branch: kind<'branch'>(
    'everyone',
    ['name', 'timeZone', 'opensMin', 'closesMin', 'homeReplica', 'givesWhenAsked'],
    [together('hours', 'timeZone', 'opensMin', 'closesMin')],
  ),
  doctor: kind<'doctor'>('everyone', ['name', 'speciality', 'kind', 'active']),
  doctorBranch: kind<'doctorBranch'>('everyone', ['doctorId', 'branchId', 'deleted']),
  service: kind<'service'>('everyone', ['name', 'durationMin', 'hue', 'active']),
  appUser: kind<'appUser'>(
    'everyone',
    ['login', 'name', 'role', 'doctorId', 'branchIds', 'passwordHash', 'active'],
    [together('access', 'role', 'doctorId', 'branchIds', 'active')],
  ),
  patient: kind<'patient'>('patient', [
    'branchId',
    'name',
    'birthDate',
    'sex',
    'phone',
    'number',
    'note',
    'deleted',
  ]),
  series: kind<'series'>(
    'doctor',
    [
      'branchId',
      'doctorId',
      'rule',
      'firstDay',
      'startMin',
      'endMin',
      'slotMin',
      'capacity',
      'tags',
      'homeReplica',
      'deleted',
    ],
    [
      together('when', 'rule', 'firstDay', 'startMin', 'endMin', 'slotMin', 'branchId', 'doctorId'),
      tags,
    ],
  ),
  session: kind<'session'>(
    'doctor',
    [
      'branchId',
      'doctorId',
      'seriesId',
      ...DURING,
      'slotMin',
      'capacity',
      'tags',
      'homeReplica',
      'deleted',
    ],
    [together('when', ...DURING, 'slotMin', 'branchId', 'doctorId'), tags],
  ),
  slot: kind<'slot'>(
    'doctor',
    ['sessionId', 'branchId', 'doctorId', ...DURING, 'status', 'tags', 'note', 'deleted'],
    [together('when', ...DURING, 'sessionId', 'branchId', 'doctorId'), tags],
  ),
  timeOff: kind<'timeOff'>(
    'doctor',
    ['doctorId', ...DURING, 'kind', 'reason', 'deleted'],
    [together('when', ...DURING)],
  ),
  closure: kind<'closure'>('everyone', ['branchId', 'day', 'name', 'deleted']),
  rule: kind<'rule'>(
    'everyone',
    [
      'name',
      'demand',
      'effect',
      'branchId',
      'doctorId',
      'serviceId',
      'fromDay',
      'untilDay',
      'active',
      'deleted',
    ],
    [
      together('what', 'demand', 'effect'),
      together('where', 'branchId', 'doctorId', 'serviceId', 'fromDay', 'untilDay'),
    ],
    ['demand'],
  ),
  appointment: kind<'appointment'>(
    'branch',
    [
      'branchId',
      'doctorId',
      'serviceId',
      'patientId',
      'sessionId',
      ...DURING,
      'status',
      'note',
      'overbookReason',
      'overQuotaReason',
      'emergency',
      'toldByPhone',
      'cancelReason',
      'supersededBy',
      'madeBy',
      'madeHlc',
      'withRight',
      'capacity',
      'importId',
      'moves',
    ],
    [
      together(
        'time',
        ...DURING,
        'branchId',
        'doctorId',
        'sessionId',
        'madeBy',
        'madeHlc',
        'withRight',
        'capacity',
        'overbookReason',
        'overQuotaReason',
        'moves',
      ),
      { name: 'status', fields: ['status', 'cancelReason'], rule: 'rank', rank: statusRank },
      together('person', 'patientId', 'serviceId'),
    ],
  ),
  handover: kind<'handover'>(
    'doctor',
    [
      'branchId',
      'doctorId',
      ...DURING,
      'fromReplica',
      'toReplica',
      'state',
      'note',
      'byName',
      'atMs',
    ],
    [
      together('what', 'branchId', 'doctorId', ...DURING, 'fromReplica', 'toReplica'),
      { name: 'state', fields: ['state'], rule: 'rank', rank: handoverRank },
    ],
  ),
  dailyLimit: kind<'dailyLimit'>(
    'everyone',
    ['doctorId', 'perDay', 'shares'],
    [together('limit', 'perDay', 'shares')],
    ['shares'],
  ),
  quota: kind<'quota'>('everyone', [
    'doctorId',
    'fromReplica',
    'toReplica',
    'amount',
    'fromDay',
    'untilDay',
  ]),
  conflict: kind<'conflict'>(
    'branch',
    [
      'kind',
      'branchId',
      'doctorId',
      'recordId',
      'blockerId',
      'blockerBranchId',
      'blockerStartMs',
      'blockerEndMs',
      'reason',
      'offers',
      'lost',
      'state',
      'openedAtMs',
    ],
    [
      together(
        'what',
        'blockerId',
        'blockerBranchId',
        'blockerStartMs',
        'blockerEndMs',
        'reason',
        'offers',
        'state',
        'openedAtMs',
      ),
    ],
    ['offers', 'lost'],
  ),
};

export const RECORD_KIND_NAMES = Object.keys(RECORD_KINDS) as readonly RecordKind[];

export const isRecordKind = (name: string): name is RecordKind => Object.hasOwn(RECORD_KINDS, name);

/** The name of a kind's table, or of a field's column, in SQL. */
export const sqlName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Columns to select under the names TypeScript uses. */
export const columnsOf = (names: readonly string[]): string =>
  names.map((name) => `${sqlName(name)} as "${name}"`).join(', ');
