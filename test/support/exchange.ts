import type { ReplicaKind } from '../../shared/model/handover.ts';
import { ORGANISATION, type TestEngine } from './engine.ts';

/** Enrols a replica at central, as if it had shown its code. */
export async function enrol(
  central: TestEngine,
  device: {
    readonly replica: string;
    readonly name: string;
    readonly kind: ReplicaKind;
    readonly branchId: string | null;
    readonly doctorId: string | null;
    readonly branchIds?: readonly string[];
  },
): Promise<void> {
  await central.connector.withSession((session) =>
    session.query(
      `insert into device (organisation_id, replica, name, kind, branch_id, doctor_id, public_key,
         branch_ids, enrolled_at_ms, last_no, cursor, seen_cursor)
       values ($1, $2, $3, $4, $5, $6, '', $7, $8, 0, 0, 0)`,
      [
        ORGANISATION,
        device.replica,
        device.name,
        device.kind,
        device.branchId,
        device.doctorId,
        device.branchIds ?? [],
        central.clock.nowMs(),
      ],
    ),
  );
}

/**
 * Exchanges until neither side has anything left, or `most` times. Returns how many requests that took. As a host
 * does, a replica goes on under a new name when it is told that its disk is not the last.
 */
export async function exchange(
  replica: TestEngine,
  central: TestEngine,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  for (let requests = 1; requests <= 50; requests += 1) {
    const book = await replica.loadBook();
    if (!book) throw new Error('The replica has a book.');
    const sentAtMs = replica.clock.nowMs();
    const push = await replica.nextPush(ORGANISATION);
    const device = { organisationId: ORGANISATION, replica: book.replica };
    await replica.prepareNext(ORGANISATION);
    const answer = await central.exchange(device, push);
    if (!answer.ok && answer.error.kind === 'forked') {
      await replica.reincarnate(ORGANISATION, { replaces: true });
      continue;
    }
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const taken = await replica.takeAnswer(ORGANISATION, answer.value, sentAtMs);
    if (!taken.ok) throw new Error(taken.error);
    if (!(taken.value.more || taken.value.trail) || requests >= most) return requests;
  }
  throw new Error('The exchange never came to rest.');
}
