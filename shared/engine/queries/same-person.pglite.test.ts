import { expect, onTestFinished, test } from 'vitest';
import { createPgliteConnector } from '../../../electron/host/database/pglite-connector.ts';
import {
  aBooking,
  aPatient,
  aSeries,
  ORGANISATION,
  openTestEngine,
  PATIENT,
  setUpClinic,
} from '../../../test/support/engine.ts';
import { openBookPglite } from '../../../test/support/pglite.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Connector, Session } from '../store/session.ts';
import { findPatients } from './find-patients.ts';
import { loadAttendance } from './load-attendance.ts';
import { loadMergePreview } from './load-merge-preview.ts';
import { loadPatientHistory } from './load-patient-history.ts';

/** Visits of a year at a busy branch, of a tenth as many patients. */
const VISITS = 30_000;
const OTHER = '00000000-0000-7000-8000-0000000000f9';

interface Asked {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** Notes whatever is asked of a database. */
function noting(inner: Connector, asked: Asked[]): Connector {
  return {
    ...inner,
    withSession: (use) =>
      inner.withSession((session) =>
        use({
          ...session,
          query: (text, parameters) => {
            asked.push({ text, parameters });
            return session.query(text, parameters);
          },
        }),
      ),
  };
}

/** A year of others' visits, each the copy of one that is there. */
async function fillYear(session: Session): Promise<void> {
  await session.script('set session_replication_role = replica');
  await copyMany(session, 'patient', `id = '${OTHER}'`, VISITS / 10, {
    ...{ id: `lpad(to_hex(n), 32, '0')`, name: `'Patient ' || n`, phone: 'null' },
  });
  await copyMany(session, 'appointment', 'id is not null', VISITS, {
    ...{ id: 'gen_random_uuid()', status: `'completed'` },
    ...{ start_ms: 'start_ms - n * 600000::int8', end_ms: 'end_ms - n * 600000::int8' },
    patient_id: `lpad(to_hex(1 + n % ${VISITS / 10}), 32, '0')`,
  });
  await session.script('set session_replication_role = origin; analyze patient, appointment');
}

async function copyMany(
  session: Session,
  table: string,
  where: string,
  times: number,
  changed: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await session.query(
    `select column_name as name from information_schema.columns
     where table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  const columns = rows.map((row) => (row as { readonly name: string }).name);
  const values = Object.entries(changed).map(([name, value]) => `'${name}', ${value}`);
  await session.script(`insert into ${table} (${columns.join(', ')})
    select ${columns.map((name) => `made.${name}`).join(', ')}
    from ${table} t, generate_series(1, ${times}) n,
      jsonb_populate_record(t, jsonb_build_object(${values.join(', ')})) made where t.${where}`);
}

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** How many visits a plan looked at. */
function visitsLookedAt(node: Node): number {
  const own =
    node['Relation Name'] === 'appointment'
      ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      : 0;
  return (node.Plans ?? []).reduce((sum, one) => sum + visitsLookedAt(one), own);
}

async function measure(connector: Connector, asked: readonly Asked[]): Promise<number> {
  let visits = 0;
  for (const { text, parameters } of asked.filter((one) => /appointment/.test(one.text))) {
    const { rows } = await connector.withSession((session) =>
      session.query(`explain (analyze, format json) ${text}`, parameters),
    );
    const [{ 'QUERY PLAN': plan }] = rows as [{ 'QUERY PLAN': readonly { Plan: Node }[] }];
    for (const { Plan } of plan) visits += visitsLookedAt(Plan);
  }
  return visits;
}

test('who has one record is looked for under it alone, among the visits of a year [PM3]', async () => {
  const pglite = await openBookPglite();
  onTestFinished(() => pglite.close());
  const inner = createPgliteConnector(pglite);
  const asked: Asked[] = [];
  const engine = await openTestEngine({ connector: noting(inner, asked) });
  await setUpClinic(engine);
  await engine.ask('save-patient', aPatient(OTHER, 'Anil Roy'));
  await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY;COUNT=1' }));
  expect(await engine.ask('book', aBooking(engine.newId(), '09:00'))).toMatchObject({ ok: true });
  await inner.withSession(fillYear);
  // Whoever asks for all the records of somebody who has one does so for nothing.
  await inner.withSession((session) =>
    session.script(`create or replace function daybook_same_person(org uuid, patient_id uuid)
      returns uuid[] language plpgsql as $$ begin raise 'asked for nothing'; end $$`),
  );
  const nowMs = engine.clock.nowMs();
  const reads: readonly [string, (db: ReadDb) => Promise<unknown>][] = [
    ['search', (db) => findPatients(db, ORGANISATION, { text: 'patient 12', limit: 8 })],
    [
      'history',
      (db) =>
        loadPatientHistory(db, ORGANISATION, { patientId: PATIENT, doctorId: null, before: null }),
    ],
    [
      'merge',
      (db) => loadMergePreview(db, ORGANISATION, { patientId: PATIENT, survivorId: OTHER, nowMs }),
    ],
    ['attendance', (db) => loadAttendance(db, ORGANISATION, PATIENT)],
  ];
  for (const [name, read] of reads) {
    asked.length = 0;
    await engine.store.read(read);
    const visits = await measure(inner, [...asked]);
    expect([name, visits < 200 ? 'few' : visits]).toEqual([name, 'few']);
  }
});
