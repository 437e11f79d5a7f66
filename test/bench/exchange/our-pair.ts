import { sql } from 'kysely';
import { present } from '../../../shared/core/assert.ts';
import type { Appointment } from '../../../shared/model/appointment.ts';
import { BENCH_CAUSE, putAppointments } from './bench-appointments.ts';
import type { BenchReplica } from './open-replica.ts';
import type { Pair } from './pair.ts';

/** What of a book is compared: appointments in full, or claims where no more is seen. */
type Seen = 'appointment' | 'claim';

/** Two of our replicas with central between them. */
export function createOurPair(a: BenchReplica, b: BenchReplica, seen: Seen = 'appointment'): Pair {
  const sides = { a, b };
  return {
    write: (appointments) => putAppointments(a, appointments),
    push: a.exchange,
    pull: b.exchange,
    count: () => countOf(b, seen),
    put: (appointment) => putAppointments(a, [appointment]),
    onChange: (listener) => {
      let known = 0;
      return b.engine.store.onCommit(({ seq }) => {
        void idsAfter(b, seen, known).then((ids) => ids.forEach(listener));
        known = Math.max(known, seq - COMMITS_OVERLAP);
      });
    },
    stayInStep: async () => {
      const stops = [await a.stayInStep(), await b.stayInStep()];
      return async () => {
        for (const stop of stops) stop();
      };
    },
    edit: (side, count, note) => edit(sides[side], count, note),
    converge: async () => {
      for (const side of [a, b, a]) await side.exchange();
    },
    areEqual: async () => (await dump(a, seen)) === (await dump(b, seen)),
    close: async () => {
      await a.close();
      await b.close();
    },
  };
}

/** Places of the feed that are looked through again: commits are told after they happened. */
const COMMITS_OVERLAP = 10;

async function idsAfter({ engine }: BenchReplica, table: Seen, seq: number) {
  const rows = await engine.store.read((db) =>
    db.kysely.selectFrom(table).select('id').where('seq', '>', seq).limit(100).execute(),
  );
  return rows.map(({ id }) => id);
}

async function countOf({ engine }: BenchReplica, table: Seen): Promise<number> {
  const { n } = await engine.store.read((db) =>
    db.kysely
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow(),
  );
  return Number(n);
}

async function edit({ engine, organisationId }: BenchReplica, count: number, note: string) {
  await engine.store.write(organisationId, BENCH_CAUSE, async (tx) => {
    const found = await tx.kysely
      .selectFrom('appointment')
      .selectAll()
      .where('note', 'like', 'note %')
      .orderBy('id')
      .limit(count)
      .execute();
    for (const [i, before] of found.entries()) {
      const after: Appointment = { ...before, note: `${note} ${i}` };
      tx.put('appointment', after, before);
    }
  });
}

async function dump({ engine }: BenchReplica, table: Seen): Promise<string> {
  const column = table === 'claim' ? 'verdict' : 'note';
  const { rows } = await engine.store.read((db) =>
    sql<{ sum: string }>`select md5(string_agg(id || ${sql.ref(column)}, ',' order by id)) as sum
      from ${sql.table(table)}`.execute(db.kysely),
  );
  return present(rows[0], 'An aggregate has one row.').sum;
}
