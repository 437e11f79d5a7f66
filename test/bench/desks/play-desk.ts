import { setTimeout as wait } from 'node:timers/promises';
import type { IntentInput, IntentKind } from '../../../shared/model/intent.ts';
import type { Seeded } from '../../simulation/seeded.ts';
import type { DeskClient } from '../../support/desk-client.ts';

const VISIT_MS = 15 * 60_000;
/** Between finding a time and booking it a person types a few letters and clicks. */
const THINKING_MS = 3000;

/** A doctor's time that nobody has. */
export interface FreeTime {
  readonly doctorId: string;
  readonly startMs: number;
}

interface Visit extends FreeTime {
  readonly id: string;
}

/** What all desks of a branch have in common. */
export interface Branch {
  readonly branchId: string;
  readonly serviceId: string;
  /** Taken from here by the desk that asks for it, so that nobody else may be in its way. */
  readonly free: FreeTime[];
  readonly patientIds: readonly string[];
}

/** What came of what the desks asked. */
export interface Tally {
  readonly tookMs: { readonly intent: string; readonly ms: number }[];
  /** A time that was nobody's, and was not given all the same. */
  readonly refusedHolds: string[];
  readonly refusedOther: string[];
  /** Times that two desks asked for at one instant, and how many of them got them. */
  readonly rivals: number[];
  readonly done: Map<string, number>;
}

export const openTally = (): Tally => ({
  ...{ tookMs: [], refusedHolds: [], refusedOther: [], rivals: [], done: new Map() },
});

/** A desk that said what the host does not understand would wait for ever. */
const unheard = async (desk: DeskClient): Promise<never> => {
  throw new Error(JSON.stringify(await desk.next('refused')));
};

/**
 * One desk at work: of ten acts five are bookings, each with a hold and a name that is looked up, two
 * are moves, one is a cancellation, and two are people without an appointment who get a ticket, are called and
 * leave. Acts come by chance, one every `everyMs` in the middle, until `signal`.
 */
export async function playDesk(
  desk: DeskClient,
  branch: Branch,
  by: {
    readonly seeded: Seeded;
    readonly tally: Tally;
    readonly everyMs: number;
    readonly signal: AbortSignal;
    /** Somebody else who wants the same time at the same instant. */
    readonly rival: () => DeskClient;
  },
): Promise<void> {
  const { seeded, tally, everyMs, signal } = by;
  const visits: Visit[] = [];
  const ended = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  ended.catch(() => undefined);
  const pause = (meanMs: number): Promise<unknown> =>
    wait(-Math.log(1 - seeded.next()) * meanMs, undefined, { signal });
  const intend = async <K extends IntentKind>(kind: K, input: IntentInput<K>, at = desk) => {
    const startMs = performance.now();
    const outcome = await Promise.race([at.intend(kind, input), unheard(at), ended]);
    tally.tookMs.push({ intent: kind, ms: performance.now() - startMs });
    tally.done.set(kind, (tally.done.get(kind) ?? 0) + 1);
    return outcome;
  };
  const timeOf = ({ doctorId, startMs }: FreeTime) => ({
    ...{ branchId: branch.branchId, doctorId, startMs, endMs: startMs + VISIT_MS },
  });
  const must = async <K extends IntentKind>(kind: K, input: IntentInput<K>): Promise<boolean> => {
    const outcome = await intend(kind, input);
    if (!outcome.ok) tally.refusedOther.push(`${kind}: ${JSON.stringify(outcome)}`);
    return outcome.ok;
  };
  const takeFree = (): FreeTime | undefined =>
    branch.free.splice(seeded.below(branch.free.length), 1)[0];

  /** The hold of a time; null if it was not given, which it should have been. */
  const hold = async (time: FreeTime): Promise<string | null> => {
    const holdId = crypto.randomUUID();
    const outcome = await intend('hold', { ...timeOf(time), holdId });
    if (outcome.ok) return holdId;
    tally.refusedHolds.push(JSON.stringify(outcome));
    return null;
  };
  const book = async (): Promise<void> => {
    const time = takeFree();
    if (!time) return;
    const holdId = await hold(time);
    await desk.ask({ kind: 'find-patients', text: seeded.pick(LETTERS), limit: 7 });
    await pause(THINKING_MS);
    const id = crypto.randomUUID();
    const isBooked = await must('book', {
      ...{ ...timeOf(time), appointmentId: id, holdId, serviceId: branch.serviceId },
      ...{ patientId: seeded.pick(branch.patientIds), newPatient: null, note: '' },
      ...{ overbookReason: null, emergency: false },
    });
    if (isBooked) visits.push({ ...time, id });
  };
  /** Exactly one of two is to get it, and lets it go again. */
  const compete = async (): Promise<void> => {
    const time = takeFree();
    if (!time) return;
    const rivals = [desk, by.rival()].map((at) => ({ at, holdId: crypto.randomUUID() }));
    const asked = await Promise.all(
      rivals.map(({ at, holdId }) => intend('hold', { ...timeOf(time), holdId }, at)),
    );
    tally.rivals.push(asked.filter(({ ok }) => ok).length);
    await Promise.all(rivals.map(({ at, holdId }) => intend('release-hold', { holdId }, at)));
    branch.free.push(time);
  };
  const move = async (): Promise<void> => {
    const time = takeFree();
    const visit = visits.shift();
    if (!time || !visit) return;
    if (!(await must('move', { ...timeOf(time), appointmentId: visit.id }))) return;
    branch.free.push({ doctorId: visit.doctorId, startMs: visit.startMs });
    visits.push({ ...time, id: visit.id });
  };
  const cancel = async (): Promise<void> => {
    const visit = visits.shift();
    if (!visit) return;
    if (!(await must('cancel', { appointmentId: visit.id, reason: 'Called' }))) return;
    branch.free.push({ doctorId: visit.doctorId, startMs: visit.startMs });
  };
  const serve = async (): Promise<void> => {
    const entryId = crypto.randomUUID();
    const { branchId, serviceId } = branch;
    const isIn = await must('join-queue', {
      ...{
        entryId,
        branchId,
        serviceId,
        doctorId: null,
        patientId: seeded.pick(branch.patientIds),
      },
      ...{ priority: 'normal', newPatient: null, appointmentId: null },
    });
    if (!isIn) return;
    const seen = async (state: string): Promise<string> => {
      const its = () => desk.rows('queueEntries').find(({ id }) => id === entryId);
      await Promise.race([desk.shows('queueEntries', () => its()?.state === state), ended]);
      return its()?.version ?? '';
    };
    await pause(THINKING_MS);
    const waits = await seen('waiting');
    const doctorId = branch.free[0]?.doctorId ?? '';
    const call = { kind: 'call', doctorId, room: '1' } as const;
    if (!(await must('act-on-queue', { entryId, seen: waits, act: call }))) return;
    await pause(THINKING_MS);
    const leave = { kind: 'leave', reason: 'Had to go' } as const;
    await must('act-on-queue', { entryId, seen: await seen('called'), act: leave });
  };
  const ACTS = [book, book, book, book, compete, move, move, cancel, serve, serve];
  try {
    for (;;) {
      await pause(everyMs);
      await seeded.pick(ACTS)();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const LETTERS = ['sa', 'sara', 'sarah d', 'kar', 'khan', 'pri', 'm', 'jo', 'will', 'tha'];
