import { deriveClaims } from '../../../shared/engine/derive/derive-claims.ts';
import type { Appointment } from '../../../shared/model/appointment.ts';
import { overlaps } from '../../../shared/time/interval.ts';
import type { BenchReplica } from './open-replica.ts';

const AT_ONCE = 500;
const QUARTER_MS = 15 * 60_000;
const CAUSE = {
  ...{ intentId: null, intentKind: 'bench', actorId: null, actorName: 'Bench', role: 'admin' },
  ...{ desk: 'bench', source: 'import' as const, reason: null },
};

/** Puts `count` appointments into free time of a branch's confirmed sessions. Returns them. */
export async function writeAppointments(
  { engine, organisationId }: BenchReplica,
  branchId: string,
  count: number,
): Promise<readonly Appointment[]> {
  const { sessions, taken, patients, service, replica } = await engine.store.read(async (db) => ({
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
    replica: (await db.kysely.selectFrom('book').select('replica').executeTakeFirstOrThrow())
      .replica,
  }));
  const takenByDoctor = Map.groupBy(taken, (claim) => claim.doctorId);
  const appointments: Appointment[] = [];
  for (const session of sessions) {
    for (let startMs = session.startMs; startMs < session.endMs; startMs += QUARTER_MS) {
      if (appointments.length === count) break;
      const time = { startMs, endMs: startMs + QUARTER_MS };
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
        ...{ madeBy: replica, madeHlc: 0, withRight: true, capacity: 1, importId: null, moves: 0 },
      });
    }
  }
  if (appointments.length < count) throw new Error(`The sample has time for fewer.`);
  for (let from = 0; from < count; from += AT_ONCE) {
    await engine.store.write(organisationId, CAUSE, async (tx) => {
      const some = appointments
        .slice(from, from + AT_ONCE)
        .map((appointment) => ({ ...appointment, madeHlc: tx.book.hlc }));
      for (const appointment of some) tx.put('appointment', appointment, null);
      await tx.flush();
      await deriveClaims(tx, some);
    });
  }
  return appointments;
}
