import type { RecordKind } from '../store/kind-info.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';

/** The version a record travels with. */
const VERSION = ['dot_replica', 'dot_counter', 'vector', 'intent', 'hlc', 'ext'] as const;

/** What an unsynced row adds: the version it was made from, and the intents squashed into it. */
const BASE = ['base_dot', 'base', 'trail'] as const;

const CLAIM = [
  'id',
  'branch_id',
  'doctor_id',
  'start_ms',
  'end_ms',
  'rank',
  'priority',
  'replica',
  'overbooked',
  'capacity',
  'with_right',
  'endorsed',
  'verdict',
  'blocker_id',
] as const;

const BOOKING_RIGHT = [
  'id',
  'branch_id',
  'doctor_id',
  'home_replica',
  'for_dot',
  'state',
  'through_ms',
  'refused_starts_ms',
  'blocker_branch_id',
] as const;

const PEER = [
  'id',
  'replica',
  'name',
  'kind',
  'branch_id',
  'doctor_id',
  'retired',
  'heard_ms',
  'ordinal',
  'public_key',
] as const;

/** Records, and what central derives from them. */
export type WireKind = RecordKind | DerivedKind;

/** What central alone derives; `claim` is derived by everyone. */
export const DERIVED_KINDS = ['claim', 'bookingRight', 'peer'] as const;
type DerivedKind = (typeof DERIVED_KINDS)[number];

export const isDerived = (kind: string): kind is DerivedKind =>
  DERIVED_KINDS.some((derived) => derived === kind);

export const isWireKind = (name: string): name is WireKind =>
  Object.hasOwn(RECORD_KINDS, name) || isDerived(name);

/** The columns of a kind as central sends them, in their order on the wire. */
export function pullColumns(kind: WireKind): readonly string[] {
  if (kind === 'claim') return CLAIM;
  if (kind === 'bookingRight') return BOOKING_RIGHT;
  if (kind === 'peer') return PEER;
  return ['id', ...RECORD_KINDS[kind].fields.map(sqlName), ...VERSION];
}

/** The columns of a kind as a replica pushes them. */
export const pushColumns = (kind: RecordKind): readonly string[] => [...pullColumns(kind), ...BASE];

/** Whether columns can be those of a kind, as this version of the program or another has it. */
export function areColumnsOf(kind: WireKind, columns: readonly string[], extra: 'push' | 'pull') {
  const needed = isDerived(kind) ? ['id'] : ['id', ...VERSION, ...(extra === 'push' ? BASE : [])];
  return (
    new Set(columns).size === columns.length &&
    columns.every((column) => COLUMN_NAME.test(column) && !SYSTEM_COLUMNS.includes(column)) &&
    needed.every((column) => columns.includes(column))
  );
}

/** Every table of Postgres has these already. */
const SYSTEM_COLUMNS = ['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'];
const COLUMN_NAME = /^[a-z][a-z0-9_]{0,60}$/;
