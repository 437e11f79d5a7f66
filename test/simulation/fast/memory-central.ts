import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Claimant } from '../../../shared/domain/appointments/claim-of.ts';
import { commonBase } from '../../../shared/merge/common-base.ts';
import type { Body } from '../../../shared/merge/field-group.ts';
import { receive as hear, hlcAt, hlcMs, tick } from '../../../shared/merge/hlc.ts';
import { mergeRecord, type Version } from '../../../shared/merge/merge-record.ts';
import { covers } from '../../../shared/merge/vector.ts';
import type { ClaimRecord } from '../../../shared/model/claim.ts';
import type { ExchangeRefusal } from '../../../shared/wire/exchange/frame-header.ts';
import { doctorsOf, SESSIONS } from './clinic.ts';
import {
  claimAnew,
  groupsOf,
  keyOf,
  type Made,
  type MemoryBook,
  type MemoryRow,
  madeOf,
  openMemoryBook,
  putRow,
  settled,
} from './memory-book.ts';
import type { MemoryAnswer, MemoryPush, PushedRow } from './memory-frames.ts';

const DAY_MS = 86_400_000;

/** A replica as central knows it. */
export interface MemoryDevice {
  readonly replica: string;
  readonly branchId: string | null;
  readonly doctorId: string | null;
  readonly enrolledAtMs: number;
  lastNo: number;
  lastBatch: string | null;
  seenCursor: number;
  heardMs: number | null;
  isRevoked: boolean;
  replacedBy: string | null;
  healing: boolean;
}

export interface MemoryCentral extends MemoryBook {
  readonly devices: Map<string, MemoryDevice>;
  /** Claims that are not there any more, by the place in the feed where they went. */
  readonly goneClaims: Map<string, number>;
  readonly homes: Record<string, string | null>;
  /** What stood here since central was set back, the earliest first, until all have come. */
  readonly formers: Map<string, readonly Made[]>;
}

export const openMemoryCentral = (): MemoryCentral => ({
  ...openMemoryBook('central'),
  ...{ devices: new Map(), goneClaims: new Map(), homes: {}, formers: new Map() },
});

/** Makes a replica known. A branch's own is at home in its sessions. */
export function enrolInMemory(
  central: MemoryCentral,
  place: Pick<MemoryDevice, 'replica' | 'branchId' | 'doctorId'>,
  nowMs: number,
): void {
  central.devices.set(place.replica, {
    ...{ ...place, enrolledAtMs: nowMs, lastNo: 0, lastBatch: null, seenCursor: 0 },
    ...{ heardMs: null, isRevoked: false, replacedBy: null, healing: false },
  });
  if (place.branchId) central.homes[place.branchId] = place.replica;
}

/** Takes a replica's push, and tells it what it has not seen: one exchange, whole or not at all. */
export function exchangeInMemory(
  central: MemoryCentral,
  push: MemoryPush,
  nowMs: number,
): Result<MemoryAnswer, ExchangeRefusal> {
  const device = central.devices.get(push.replica) ?? enrolIncarnation(central, push, nowMs);
  if (!device) return err({ kind: 'unknown-replica', detail: push.replica });
  if (device.isRevoked) {
    const kind = device.replacedBy === null ? 'revoked' : 'forked';
    return err({ kind, detail: push.replica });
  }
  const isLost = push.mark === null ? push.cursor > 0 : push.mark !== central.replica;
  if (isLost) {
    const offer = push.mark === null ? ('pull' as const) : ('offer' as const);
    return ok({ ...emptyAnswer(central, push, nowMs), cursor: 0, startOver: offer });
  }
  const isEmpty = push.rows.length === 0;
  const isKnown = push.no === device.lastNo && (isEmpty || push.batchId === device.lastBatch);
  if (push.no <= device.lastNo && !isKnown) return err({ kind: 'forked', detail: push.replica });
  if (!isKnown && !isEmpty) {
    takeRows(central, device, push.rows, nowMs);
    Object.assign(device, { lastNo: push.no, lastBatch: push.batchId });
  }
  noteHeard(central, device, push, nowMs);
  endorse(central, nowMs);
  return ok(answer(central, device, push, nowMs));
}

/** Who goes on in the place of another of the same disk. */
function enrolIncarnation(
  central: MemoryCentral,
  { replica, incarnation }: MemoryPush,
  nowMs: number,
): MemoryDevice | null {
  if (!incarnation) return null;
  let holder = central.devices.get(incarnation.of);
  while (holder?.replacedBy) holder = central.devices.get(holder.replacedBy);
  if (!holder || holder.isRevoked) return null;
  const { branchId, doctorId, healing } = holder;
  const device: MemoryDevice = {
    ...{ replica, branchId, doctorId, healing, enrolledAtMs: nowMs, lastNo: 0, lastBatch: null },
    ...{ seenCursor: 0, heardMs: null, isRevoked: false, replacedBy: null },
  };
  central.devices.set(replica, device);
  if (incarnation.replaces) retireInMemory(central, holder.replica, replica);
  return device;
}

/** Nobody writes under that name any more; its rights pass to `replacedBy`, or to central. */
export function retireInMemory(
  central: MemoryCentral,
  replica: string,
  replacedBy: string | null = null,
): void {
  const device = central.devices.get(replica);
  if (!device) return;
  Object.assign(device, { isRevoked: true, replacedBy });
  for (const branchId of Object.keys(central.homes)) {
    if (central.homes[branchId] === replica) central.homes[branchId] = replacedBy;
  }
}

/** After its book was set back: another name, and everyone is to offer what they have. */
export function reincarnateCentral(central: MemoryCentral, suffix: string): void {
  central.replica = `central~${suffix}`;
  for (const device of central.devices.values()) {
    if (!device.isRevoked) Object.assign(device, { healing: true, seenCursor: 0 });
  }
}

function takeRows(
  central: MemoryCentral,
  device: MemoryDevice,
  rows: readonly PushedRow[],
  nowMs: number,
): void {
  const written: MemoryRow[] = [];
  for (const row of rows) {
    if (!takeRow(central, row, nowMs)) continue;
    const stored = central.rows.get(keyOf(row.kind, row.id));
    if (stored?.kind === 'appointment') written.push(stored);
  }
  for (const row of written) {
    const claim = claimAnew(row, central.claims.get(row.id), (a) =>
      clampPriority(a, device, nowMs),
    );
    central.seq += 1;
    if (claim) {
      central.claims.set(row.id, { ...claim, seq: central.seq });
      central.goneClaims.delete(row.id);
    } else if (central.claims.delete(row.id)) central.goneClaims.set(row.id, central.seq);
  }
  resettle(central);
}

/**
 * What both the version that stands and the one that comes were made from. As long as central lacks
 * what it had, what the other was made from may not be here; then the last version that stood here
 * and that it has seen is.
 */
function madeFrom(central: MemoryCentral, row: PushedRow, stored: Version): Body | null {
  const { base, baseDot, version } = row;
  const key = keyOf(row.kind, row.id);
  const before = central.formers.get(key) ?? [];
  const stood = madeOf(stored);
  const isKnown = baseDot !== null && covers(stored.vector, baseDot);
  const unknown = base && baseDot && !isKnown ? [{ dot: baseDot, body: base }] : [];
  central.formers.set(key, [...before, stood, ...unknown]);
  if (isKnown) return base;
  const seen = [...before, stood].filter(({ dot }) => dot && covers(version.vector, dot));
  const bodies = seen.map(({ body }) => body);
  const met = { a: stored.body, b: version.body, ofB: base };
  return commonBase(bodies, met, groupsOf(row.kind)) ?? base;
}

/** Whether the row brought another version. */
function takeRow(central: MemoryCentral, row: PushedRow, nowMs: number): boolean {
  const { kind, id, version } = row;
  const stored = central.rows.get(keyOf(kind, id))?.version;
  central.hlc = hear(central.hlc, version.hlc, nowMs);
  if (!stored) {
    central.seq += 1;
    putRow(central, { kind, id, version });
    return true;
  }
  const base = isHealing(central) ? madeFrom(central, row, stored) : row.base;
  const mergeDot = { replica: central.replica, counter: central.counter + 1 };
  const groups = groupsOf(kind);
  const merge = mergeRecord({ stored, incoming: version, base, groups, mergeDot });
  if (merge.kind === 'duplicate') return false;
  central.seq += 1;
  if (merge.kind === 'merged') {
    central.counter += 1;
    central.hlc = tick(central.hlc, nowMs);
    putRow(central, { kind, id, version: { ...merge.version, hlc: central.hlc } });
  } else putRow(central, { kind, id, version: merge.version });
  return true;
}

function resettle(central: MemoryCentral): void {
  const before = [...central.claims.values()];
  for (const claim of settled(before)) {
    const known = central.claims.get(claim.id);
    if (known?.verdict === claim.verdict && known.blockerId === claim.blockerId) continue;
    central.seq += 1;
    central.claims.set(claim.id, { ...claim, seq: central.seq });
  }
}

/** As central holds the priority of what a replica made between when it was last heard and now. */
function clampPriority(made: Claimant, device: MemoryDevice, nowMs: number): number {
  if (made.madeBy !== device.replica) return made.madeHlc;
  const earliest = device.heardMs ?? device.enrolledAtMs;
  const atMs = hlcMs(made.madeHlc);
  if (atMs > nowMs) return hlcAt(nowMs);
  return atMs < earliest ? hlcAt(Math.min(earliest, nowMs)) : made.madeHlc;
}

function noteHeard(
  central: MemoryCentral,
  device: MemoryDevice,
  push: MemoryPush,
  nowMs: number,
): void {
  const isDone = push.pending === 0;
  // Whoever edits a record does not take what others wrote of it before having sent the edit.
  const standsAsPushed = push.rows.every(({ kind, id, version: { dot } }) => {
    const stored = central.rows.get(keyOf(kind, id))?.version.dot;
    return stored?.replica === dot?.replica && stored?.counter === dot?.counter;
  });
  if (isDone && !push.isAnew && standsAsPushed)
    device.seenCursor = Math.max(device.seenCursor, push.cursor);
  if (isDone) device.heardMs = nowMs;
  device.healing = device.healing && !isDone;
}

const isHealing = ({ devices }: MemoryCentral): boolean =>
  [...devices.values()].some(({ isRevoked, healing }) => healing && !isRevoked);

function endorse(central: MemoryCentral, nowMs: number): void {
  if (isHealing(central)) return;
  central.formers.clear();
  for (const claim of central.claims.values()) {
    const isOpen = claim.verdict === 'active' && !claim.endorsed && !claim.withRight;
    if (!isOpen || claim.overbooked || claim.endMs <= nowMs - DAY_MS) continue;
    if (wasPromised(central, claim)) continue;
    if (holdersOf(central, claim).some((home) => home.seenCursor < claim.seq)) continue;
    central.seq += 1;
    const rank = Math.min(claim.rank, 2);
    central.claims.set(claim.id, { ...claim, endorsed: true, rank, seq: central.seq });
  }
}

/** Whether somebody was promised the time who lost it, and may have it again. */
const wasPromised = ({ claims }: MemoryCentral, claim: ClaimRecord): boolean =>
  [...claims.values()].some(
    (one) =>
      one.verdict === 'displaced' &&
      (one.withRight || one.endorsed) &&
      one.id !== claim.id &&
      one.doctorId === claim.doctorId &&
      one.startMs < claim.endMs &&
      claim.startMs < one.endMs,
  );

/** Those in service who have the right to the time, or to some of it. */
function holdersOf(central: MemoryCentral, claim: ClaimRecord): readonly MemoryDevice[] {
  return SESSIONS.filter(
    ({ doctorId, startMs, endMs }) =>
      doctorId === claim.doctorId && startMs < claim.endMs && claim.startMs < endMs,
  ).flatMap(({ branchId }) => {
    const device = central.devices.get(central.homes[branchId] ?? '');
    return device && !device.isRevoked ? [device] : [];
  });
}

const emptyAnswer = (central: MemoryCentral, push: MemoryPush, nowMs: number): MemoryAnswer => ({
  ...{ replica: push.replica, from: push.cursor, acked: 0, cursor: central.seq },
  ...{ mark: central.replica, startOver: null, rows: [], claims: [], gone: [] },
  ...{ homes: { ...central.homes }, receivedMs: nowMs },
});

/** What changed in the feed since, as far as the replica may see it; its own writes it has. */
function answer(
  central: MemoryCentral,
  device: MemoryDevice,
  push: MemoryPush,
  nowMs: number,
): MemoryAnswer {
  const isNew = ({ seq }: { readonly seq: number }): boolean => seq > push.cursor;
  // Whoever edits a record keeps what central says of it meanwhile from being taken.
  const pushed = new Set(push.rows.map(({ kind, id }) => keyOf(kind, id)));
  const changed = [...central.rows.values()].filter(
    (row) => isNew(row) || pushed.has(keyOf(row.kind, row.id)),
  );
  const isHere = (row: MemoryRow): boolean => isInScope(device, row);
  const isOthers = ({ version }: MemoryRow): boolean =>
    push.isAnew || version.dot?.replica !== push.replica;
  const claims = [...central.claims.values()].filter(isNew);
  const sees = (claim: ClaimRecord): boolean => isClaimInScope(device, claim);
  const goneClaims = [
    ...[...central.goneClaims].flatMap(([id, seq]) => (seq > push.cursor ? [id] : [])),
    ...claims.flatMap((claim) => (sees(claim) ? [] : [claim.id])),
  ];
  return {
    ...emptyAnswer(central, push, nowMs),
    acked: push.maxCounter,
    rows: changed.filter((row) => isHere(row) && isOthers(row)),
    claims: claims.filter(sees),
    gone: [
      ...changed.filter((row) => !isHere(row)).map(({ kind, id }) => ({ kind, id })),
      ...goneClaims.map((id) => ({ kind: 'claim' as const, id })),
    ],
  };
}

type Sees = Pick<MemoryDevice, 'branchId' | 'doctorId'>;

/** A branch has the claims that it made room for, and of its doctors those everywhere. */
export const isClaimInScope = ({ branchId, doctorId }: Sees, claim: ClaimRecord): boolean =>
  branchId === null
    ? claim.doctorId === doctorId
    : claim.branchId === branchId || doctorsOf(branchId).includes(claim.doctorId);

/** A branch has its own appointments and a laptop its doctor's; the patient is everyone's here. */
export function isInScope(
  { branchId, doctorId }: Sees,
  { kind, version }: Pick<MemoryRow, 'kind' | 'version'>,
): boolean {
  if (kind === 'patient') return true;
  return branchId === null
    ? version.body.doctorId === doctorId
    : version.body.branchId === branchId;
}
