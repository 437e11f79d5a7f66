import type { Template } from '../simulation/template.ts';
import { putImage, takeImage } from '../support/disk-image.ts';
import {
  CONSULTATION,
  createTestClock,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  type TestEngine,
} from '../support/engine.ts';
import { exchange } from '../support/exchange.ts';
import { COMPUTERS, type SeenBook, type SyncedClinic } from './synced-clinic.ts';

/** The clinic of the program itself: engines on the databases of a template, as it has them. */
export async function openEngineClinic(template: Template): Promise<SyncedClinic> {
  const clock = createTestClock(MONDAY_8_MS);
  const connectors = [template.central, ...template.replicas];
  const engines = new Map<string, TestEngine>();
  for (const [i, connector] of connectors.entries()) {
    await putImage(connector, template.images[i] ?? new Map());
    const engine = await openTestEngine({ connector, clock, seed: 100 + i, hasBook: true });
    engines.set(['central', ...COMPUTERS][i] as string, engine);
  }
  const engineOf = (at: string): TestEngine => {
    const found = engines.get(at);
    if (!found) throw new Error(`There is no computer ${at}.`);
    return found;
  };
  const central = engineOf('central');
  return {
    clock,
    book: async (at, id, time) => {
      const outcome = await engineOf(at).ask('book', {
        ...{ ...time, appointmentId: id, serviceId: CONSULTATION, patientId: PATIENT },
        ...{ newPatient: null, holdId: null, note: '', emergency: false, overbookReason: null },
      });
      return outcome.ok;
    },
    move: async (at, id, time) => {
      const before = await seenAt(engineOf(at));
      const outcome = await engineOf(at).ask('move', { ...time, appointmentId: id });
      // A move to where it is already is done, and changes nothing.
      const isThere = before.visits[id]?.startMs === time.startMs;
      return outcome.ok && !(isThere && before.visits[id]?.doctorId === time.doctorId);
    },
    cancel: async (at, id) =>
      (await engineOf(at).ask('cancel', { appointmentId: id, reason: 'Called' })).ok,
    type: async (at, field, value) => {
      const patient = await loadPatient(engineOf(at));
      const outcome = await engineOf(at).ask('save-patient', { ...patient, [field]: value });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    },
    exchange: async (at, how) => {
      const replica = engineOf(at);
      if (how !== 'unheard') return void (await exchange(replica, central));
      const { replica: name = '' } = (await replica.loadBook()) ?? {};
      const push = await replica.nextPush(ORGANISATION);
      await central.exchange({ organisationId: ORGANISATION, replica: name }, push);
    },
    remember: async (at) => {
      const image = await takeImage(engineOf(at).connector);
      return () => putImage(engineOf(at).connector, image);
    },
    look: (at) => seenAt(engineOf(at)),
  };
}

const loadPatient = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('patient')
      .select(['id', 'branchId', 'name', 'birthDate', 'sex', 'phone', 'number', 'note'])
      .select(['email', 'language', 'allowsSms', 'allowsEmail', 'optedOut', 'prefers'])
      .where('id', '=', PATIENT)
      .executeTakeFirstOrThrow(),
  );

const seenAt = (engine: TestEngine): Promise<SeenBook> =>
  engine.store.read(async (db) => {
    const visits = await db.kysely
      .selectFrom('appointment')
      .select(['id', 'branchId', 'doctorId', 'startMs', 'endMs', 'status', 'withRight', 'moves'])
      .execute();
    const claims = await db.kysely
      .selectFrom('claim')
      .select(['id', 'doctorId', 'startMs', 'endMs', 'rank', 'replica', 'withRight'])
      .select(['endorsed', 'verdict', 'blockerId'])
      .execute();
    const patient = await db.kysely
      .selectFrom('patient')
      .select(['note', 'phone'])
      .where('id', '=', PATIENT)
      .executeTakeFirst();
    const unsent = await db.kysely
      .selectFrom('dirty')
      .select(['kind', 'id'])
      .where('kind', 'in', ['appointment', 'patient'])
      .execute();
    return {
      visits: Object.fromEntries(visits.map(({ id, ...visit }) => [id, visit])),
      claims: Object.fromEntries(claims.map(({ id, ...claim }) => [id, claim])),
      patient: { note: patient?.note ?? '', phone: patient?.phone ?? '' },
      unsent: unsent.map(({ kind, id }) => `${kind} ${id}`).toSorted(),
    };
  });
