import { deriveClaims } from '../../../shared/engine/derive/derive-claims.ts';
import type { Appointment } from '../../../shared/model/appointment.ts';
import { overlaps } from '../../../shared/time/interval.ts';
import type { BenchReplica } from './open-replica.ts';

const AT_ONCE = 500;
const MINUTE_MS = 60_000;
/** The sample's sessions have room for about so many visits of a quarter of an hour. */
const QUARTERS_MAX = 20_000;
export const BENCH_CAUSE = {
  ...{ intentId: null, intentKind: 'bench', actorId: null, actorName: 'Bench', role: 'admin' },
  ...{ desk: 'bench', source: 'import' as const, reason: null },
};

/** Appointments in free time of a branch's confirmed sessions, of doctors seen at `alsoAt` too. */
export async function planAppointments(
  { engine }: BenchReplica,
  branchId: string,
  count: number,
  alsoAt: string | null = null,
): Promise<readonly Appointment[]> {
  const { sessions, taken, patients, service, replica, shared } = await engine.store.read(
    async (db) => ({
      sessions: await db.kysely
        .selectFrom('session')
        .selectAll()
        .where('branchId', '=', branchId)
        .where('confirmed', '=', true)
        .where('deleted', '=', false)
        .where('startMs', '>', Date.now() + 7 * 86_400_000)
        .orderBy('startMs')
        .execute(),
      taken: await db.kysely.selectFrom('claim').select(['doctorId', 'startMs', 'endMs']).execute(),
      patients: await db.kysely.selectFrom('patient').select('id').limit(400).execute(),
      service: await db.kysely.selectFrom('service').select('id').executeTakeFirstOrThrow(),
      shared: await db.kysely
        .selectFrom('doctorBranch')
        .select('doctorId')
        .where('branchId', '=', alsoAt ?? branchId)
        .where('deleted', '=', false)
        .execute(),
      replica: (await db.kysely.selectFrom('book').select('replica').executeTakeFirstOrThrow())
        .replica,
    }),
  );
  const takenByDoctor = Map.groupBy(taken, (claim) => claim.doctorId);
  const appointments: Appointment[] = [];
  const visitMs = (count > QUARTERS_MAX ? 1 : 15) * MINUTE_MS;
  const doctors = new Set(shared.map(({ doctorId }) => doctorId));
  for (const session of sessions.filter(({ doctorId }) => doctors.has(doctorId))) {
    for (let startMs = session.startMs; startMs < session.endMs; startMs += visitMs) {
      if (appointments.length === count) break;
      const time = { startMs, endMs: startMs + visitMs };
      if (takenByDoctor.get(session.doctorId)?.some((claim) => overlaps(claim, time))) continue;
      const patient = patients[appointments.length % patients.length];
      if (!patient) throw new Error('The sample has patients.');
      appointments.push({
        ...{ id: engine.newId(), branchId, doctorId: session.doctorId, serviceId: service.id },
        ...{ patientId: patient.id, sessionId: session.id, ...time },
        ...{
          status: 'booked',
          note: `note ${appointments.length}`,
          overbookReason: null,
          overQuotaReason: null,
        },
        ...{ emergency: false, toldByPhone: false, cancelReason: null, supersededBy: null },
        ...{
          unseated: false,
          assistsId: null,
          cancelledBy: null,
          courseId: null,
          withEither: false,
        },
        ...{
          madeBy: replica,
          madeHlc: 0,
          withRight: true,
          capacity: 1,
          importId: null,
          moves: 0,
          steps: [],
        },
      });
    }
  }
  if (appointments.length < count) throw new Error(`The sample has time for fewer.`);
  return appointments;
}

export async function putAppointments(
  { engine, organisationId }: BenchReplica,
  appointments: readonly Appointment[],
): Promise<void> {
  for (let from = 0; from < appointments.length; from += AT_ONCE) {
    await engine.store.write(organisationId, BENCH_CAUSE, async (tx) => {
      const some = appointments
        .slice(from, from + AT_ONCE)
        .map((appointment) => ({ ...appointment, madeHlc: tx.book.hlc }));
      for (const appointment of some) tx.put('appointment', appointment, null);
      await tx.flush();
      await deriveClaims(tx, some);
    });
  }
}

/** The same time of the same doctors given to other patients, at a branch that knows of none of it. */
export const bookedAgain = (
  { engine, branch }: BenchReplica,
  appointments: readonly Appointment[],
): readonly Appointment[] =>
  appointments.map((appointment) => ({
    ...appointment,
    ...{ id: engine.newId(), branchId: branch.id, sessionId: null, withRight: false },
    ...{ madeBy: branch.replica, overQuotaReason: 'bench' },
  }));
