import type { PGlite } from '@electric-sql/pglite';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { createQueries } from './pglite-queries.ts';

/**
 * PGlite has one session, so its callers queue: whoever holds it runs a whole transaction, and
 * nobody reads half of one.
 */
export function createPgliteConnector(pglite: PGlite): Connector {
  const session = createSession(pglite);
  let last: Promise<unknown> = Promise.resolve();
  return {
    withSession: (use) => {
      const run = last.then(() => use(session));
      last = run.catch(() => undefined);
      return run;
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
