import { CONSULTATION, DR_DAS, DR_SEN, PATIENT } from '../support/engine.ts';
import { ask, type Person, someTime } from './person.ts';

/** Somebody is booked with either of two doctors, or another doctor is added to a visit or taken off. */
export async function actOnTeams(person: Person): Promise<void> {
  return person.world.seeded.chance(0.4) ? bookEither(person) : changeTeam(person);
}

async function bookEither(person: Person): Promise<void> {
  const { at, ledger } = person;
  const appointmentId = at.engine.newId();
  const outcome = await ask(person, 'book', {
    ...someTime(person),
    ...{ appointmentId, serviceId: CONSULTATION, patientId: PATIENT, newPatient: null },
    ...{ holdId: null, note: '', emergency: false, overbookReason: null, withEither: true },
  });
  if (!outcome.ok) return;
  ledger.booked = [...ledger.booked, { id: appointmentId, computer: at.computer }];
}

async function changeTeam(person: Person): Promise<void> {
  const { at, world } = person;
  const { seeded } = world;
  const { visits, parts } = await at.engine.store.read(async (db) => ({
    visits: await db.kysely
      .selectFrom('appointment')
      .select(['id', 'doctorId'])
      .where('assistsId', 'is', null)
      .where('status', 'in', ['booked', 'arrived'])
      .orderBy('id')
      .execute(),
    parts: await db.kysely
      .selectFrom('appointment')
      .select('id')
      .where('assistsId', 'is not', null)
      .orderBy('id')
      .execute(),
  }));
  if (parts.length > 0 && seeded.chance(0.25)) {
    await ask(person, 'remove-assistant', {
      ...{ assistanceId: seeded.pick(parts).id, reason: 'Called to the ward' },
    });
    return;
  }
  if (visits.length === 0) return;
  const { id: appointmentId, doctorId } = seeded.pick(visits);
  await ask(person, 'add-assistant', {
    ...{ appointmentId, assistanceId: at.engine.newId(), insteadOf: null },
    doctorId: doctorId === DR_DAS ? DR_SEN : DR_DAS,
    reason: seeded.chance(0.6) ? 'Needed at the table' : null,
  });
}
