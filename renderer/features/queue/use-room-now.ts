import { useRow, useRows } from '../../replica/rows-store.ts';

/** The name of the room that a doctor works in now at a branch; empty if none was said. */
export function useRoomNow(branchId: string, doctorId: string | null): string {
  const nowMs = Date.now();
  const session = [...useRows('sessions').values()].find(
    (one) =>
      one.doctorId === doctorId &&
      one.branchId === branchId &&
      one.startMs <= nowMs &&
      one.endMs > nowMs,
  );
  return useRow('rooms', session?.roomId ?? null)?.name ?? '';
}
