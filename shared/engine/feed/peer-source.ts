import { sql } from 'kysely';
import { changedSince, type DeskSource } from './desk-source.ts';

/** The other computers that keep the book, and when each was last heard. */
export const peerSource: DeskSource = {
  windowed: 'no',
  columns: 't.id, t.replica, t.name, t.kind, t.branch_id, t.doctor_id, t.retired, t.heard_ms',
  from: 'peer t',
  visible: () => sql`true`,
  changedBy: { peer: changedSince('peer') },
  toRow: (row) => row,
};
