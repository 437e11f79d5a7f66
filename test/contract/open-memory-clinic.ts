import { DEVICES } from '../simulation/fast/clinic.ts';
import { putPatient } from '../simulation/fast/fast-world.ts';
import {
  bookInMemory,
  cancelInMemory,
  type Doing,
  typeInMemory,
} from '../simulation/fast/memory-acts.ts';
import {
  appointmentsOf,
  claimantOf,
  keyOf,
  type MemoryBook,
  text,
} from '../simulation/fast/memory-book.ts';
import {
  enrolInMemory,
  exchangeInMemory,
  openMemoryCentral,
} from '../simulation/fast/memory-central.ts';
import {
  type MemoryReplica,
  nextPush,
  openMemoryReplica,
  reincarnateInMemory,
  shownClaims,
  takeAnswer,
} from '../simulation/fast/memory-replica.ts';
import { createTestClock, MONDAY_8_MS, PATIENT } from '../support/engine.ts';
import { COMPUTERS, type Computer, type SeenBook, type SyncedClinic } from './synced-clinic.ts';

const REQUESTS_MAX = 50;
/** As many as go into a frame of the program. */
const ROWS_MAX = 5000;

/** The clinic of the fast store: maps, which the simulation lives through by the thousand. */
export function openMemoryClinic(): SyncedClinic {
  const clock = createTestClock(MONDAY_8_MS);
  const central = openMemoryCentral();
  const replicas = new Map<Computer, MemoryReplica>();
  for (const [i, { replica, branchId, doctorId }] of DEVICES.entries()) {
    enrolInMemory(central, { replica, branchId, doctorId }, clock.nowMs());
    replicas.set(COMPUTERS[i] as Computer, openMemoryReplica({ replica, branchId, doctorId }));
  }
  putPatient(central);
  let no = 0;
  const newId = (): string => {
    no += 1;
    return `${String(no).padStart(8, '0')}-made`;
  };
  const disk = (at: Computer): MemoryReplica => {
    const found = replicas.get(at);
    if (!found) throw new Error(`There is no computer ${at}.`);
    return found;
  };
  const doing = (): Doing => ({ nowMs: clock.nowMs(), intent: newId() });
  return {
    clock,
    book: async (at, id, time) => bookInMemory(disk(at), id, time, doing()),
    move: async (at, id, time) =>
      disk(at).rows.has(keyOf('appointment', id)) && bookInMemory(disk(at), id, time, doing()),
    cancel: async (at, id) => cancelInMemory(disk(at), id, doing()),
    type: async (at, field, value) => typeInMemory(disk(at), field, value, doing()),
    exchange: async (at, how) => {
      for (let requests = 1; requests <= REQUESTS_MAX; requests += 1) {
        const replica = disk(at);
        const answer = exchangeInMemory(
          central,
          nextPush(replica, newId(), ROWS_MAX),
          clock.nowMs(),
        );
        if (how === 'unheard') return;
        if (!answer.ok && answer.error.kind === 'forked') {
          reincarnateInMemory(replica, newId(), true);
          continue;
        }
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        const timing = { sentAtMs: clock.nowMs(), arrivedAtMs: clock.nowMs() };
        if (!takeAnswer(replica, structuredClone(answer.value), timing)) return;
      }
      throw new Error('The exchange never came to rest.');
    },
    remember: async (at) => {
      const image = structuredClone(disk(at));
      return async () => {
        replicas.set(at, structuredClone(image));
      };
    },
    look: async (at) =>
      at === 'central' ? seenOf(central, central.claims.values()) : ofReplica(disk(at)),
  };
}

const ofReplica = (replica: MemoryReplica): SeenBook => ({
  ...seenOf(replica, shownClaims(replica)),
  unsent: [...replica.unsent.keys()].toSorted(),
});

function seenOf(
  book: MemoryBook,
  claims: Iterable<ReturnType<typeof shownClaims>[number]>,
): SeenBook {
  const visits = appointmentsOf(book).map((row) => ({
    ...claimantOf(row),
    moves: Number(row.version.body.moves ?? 0),
  }));
  const patient = book.rows.get(keyOf('patient', PATIENT))?.version.body ?? {};
  return {
    visits: Object.fromEntries(
      visits.map(({ id, branchId, doctorId, startMs, endMs, status, withRight, moves }) => [
        id,
        { branchId, doctorId, startMs, endMs, status, withRight, moves },
      ]),
    ),
    claims: Object.fromEntries(
      [...claims].map(({ id, ...claim }) => [
        id,
        {
          ...{ doctorId: claim.doctorId, startMs: claim.startMs, endMs: claim.endMs },
          ...{ rank: claim.rank, replica: claim.replica, withRight: claim.withRight },
          ...{ endorsed: claim.endorsed, verdict: claim.verdict, blockerId: claim.blockerId },
        },
      ]),
    ),
    patient: { note: text(patient, 'note'), phone: text(patient, 'phone') },
    unsent: [],
  };
}
