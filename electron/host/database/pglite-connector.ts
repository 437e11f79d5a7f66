import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { createQueries } from './pglite-queries.ts';

/**
 * PGlite has one session, so its callers queue: whoever holds it runs a whole transaction, and
 * nobody reads half of one. `setsAside`: it was started with room for transactions that are set
 * aside, between which those who only read come to their turn.
 */
export function createPgliteConnector(
  pglite: PGlite,
  { setsAside = false }: { readonly setsAside?: boolean } = {},
): Connector {
  const session = createSession(pglite);
  const readings = new Set<() => Promise<void>>();
  let last: Promise<unknown> = Promise.resolve();
  const withSession: Connector['withSession'] = (use) => {
    const run = last.then(() => use(session));
    last = run.catch(() => undefined);
    return run;
  };
  if (!setsAside) return { withSession };
  return {
    withSession,
    withReading: (use) =>
      new Promise((resolve, reject) => {
        const read = (): Promise<void> => {
          readings.delete(read);
          return use(session).then(resolve, reject);
        };
        readings.add(read);
        void withSession(async () => (readings.has(read) ? read() : undefined));
      }),
    aside: {
      // Kept as a statement it would be one more that is never asked again.
      say: async (sql) => void (await pglite.exec(sql)),
      letReadIn: async () => {
        await setImmediate();
        for (const read of [...readings]) await read();
      },
    },
  };
}

/** A table that grows by less is about as large as it was when its queries were planned. */
const CHANGES_PLANS_BYTES = 50_000;

function createSession(pglite: PGlite): Session {
  const queries = createQueries(pglite);
  return {
    query: queries.query,
    script: async (sql) => {
      await queries.forget();
      await pglite.exec(sql);
    },
    copyIn: async (target, bytes) => {
      const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
      await pglite.query(`copy ${target} from '/dev/blob'`, [], { blob });
      if (bytes.byteLength > CHANGES_PLANS_BYTES) await queries.planAnew();
    },
    copyOut: async (target) => {
      const { blob } = await pglite.query(`copy ${target} to '/dev/blob'`);
      return blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
    },
  };
}
