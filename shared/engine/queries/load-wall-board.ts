import { ticketOf } from '../../domain/queue/queue-state.ts';
import type { WallBoard } from '../../wire/desk/waiting-room.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadQueueNow } from './load-queue-outlook.ts';
import { loadRecord, loadRecords } from './load-record.ts';

/** As many as are read from across a room. */
const CALLED_MAX = 8;
const NEXT_MAX = 10;

/**
 * What a screen in the waiting room shows: tickets, doctors, rooms and times, and nothing else of the
 * book. null for a branch that is not in the book.
 */
export async function loadWallBoard(
  db: ReadDb,
  organisationId: string,
  wish: { readonly branchId: string; readonly nowMs: number },
): Promise<WallBoard | null> {
  const branch = await loadRecord(db, organisationId, 'branch', wish.branchId);
  const now = await loadQueueNow(db, organisationId, wish);
  if (!branch || !now) return null;
  const { lines, outlook } = now;
  const doctorIds = new Set([
    ...lines.flatMap(({ doctorId }) => doctorId ?? []),
    ...outlook.delays.map(({ doctorId }) => doctorId),
  ]);
  const doctors = await loadRecords(db, organisationId, 'doctor', [...doctorIds]);
  const names = new Map(doctors.map(({ id, name }) => [id, name]));
  const nameOf = (doctorId: string | null): string | null => names.get(doctorId ?? '') ?? null;
  const starts = new Map(outlook.starts.map(({ entryId, startMs }) => [entryId, startMs]));
  return {
    branch: branch.name,
    timeZone: branch.timeZone,
    nowMs: wish.nowMs,
    called: lines
      .filter(({ state }) => state === 'called')
      .toSorted((a, b) => b.atMs - a.atMs)
      .slice(0, CALLED_MAX)
      .map((line) => ({
        ...{ ticket: ticketOf(line), doctor: nameOf(line.doctorId) },
        ...{ room: line.room, atMs: line.atMs },
      })),
    next: lines
      .filter(({ state }) => state === 'waiting')
      .slice(0, NEXT_MAX)
      .map((line) => ({
        ...{ ticket: ticketOf(line), doctor: nameOf(line.doctorId) },
        startMs: starts.get(line.id) ?? null,
      })),
    delays: outlook.delays
      .filter(({ delayMs }) => delayMs > 0)
      .map(({ doctorId, delayMs }) => ({ doctor: nameOf(doctorId) ?? '', delayMs })),
  };
}
