import { aPatient, CONSULTATION, PARK_STREET, PATIENT, SALT_LAKE } from '../support/engine.ts';
import { ask, type Person, someTime } from './person.ts';

/** Fewer than visits, so that people have several. */
const PEOPLE_MAX = 4;

/** Somebody who may be on record already is entered and booked, or two records become one. */
export async function actOnRecords(person: Person): Promise<void> {
  const { at, world } = person;
  const ids = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select('id')
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
  );
  const known = ids.map(({ id }) => id);
  if (known.length < 2 || world.seeded.chance(0.5)) return bookSomebody(person, known);
  const patientId = world.seeded.pick(known);
  const survivorId = world.seeded.pick(known.filter((id) => id !== patientId));
  await ask(person, 'merge-patients', { patientId, survivorId, take: [] });
}

/** Under a record that is there, or one that is made with the visit. */
async function bookSomebody(person: Person, known: readonly string[]): Promise<void> {
  const { at, ledger, world } = person;
  const isNew = known.length < PEOPLE_MAX && world.seeded.chance(0.6);
  const patientId = isNew ? at.engine.newId() : world.seeded.pick([PATIENT, ...known]);
  const branchId = at.branchId ?? world.seeded.pick([SALT_LAKE, PARK_STREET]);
  // What was typed of the patient is followed by itself, and nothing else comes to stand there.
  const nothing = { phone: null, birthDate: null };
  const appointmentId = at.engine.newId();
  const outcome = await ask(person, 'book', {
    ...someTime(person),
    ...{ appointmentId, serviceId: CONSULTATION, patientId },
    newPatient: isNew ? { ...aPatient(patientId, 'M. Iyer'), branchId, ...nothing } : null,
    ...{ holdId: null, note: '', emergency: false, overbookReason: null },
  });
  if (!outcome.ok) return;
  ledger.booked = [...ledger.booked, { id: appointmentId, computer: at.computer }];
}
