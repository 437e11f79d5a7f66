import { changedSince, type DeskSource } from './desk-source.ts';

/** The other computers that keep the book, and when each was last heard. */
export const peerSource: DeskSource = {
  windowed: 'no',
  columns: `t.id, t.replica, t.name, t.kind, t.branch_id as "branchId",
    t.doctor_id as "doctorId", t.retired, t.heard_ms as "heardMs"`,
  from: 'peer t',
  visible: 'true',
  changedBy: { peer: changedSince('peer') },
  shownIn: {},
  toRow: (row) => row,
};
