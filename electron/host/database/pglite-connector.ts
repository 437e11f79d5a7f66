import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { ComesAfter } from '../../../shared/engine/store/parts.ts';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';
import { createQueries } from './pglite-queries.ts';

/**
 * PGlite has one session, so its callers queue: whoever holds it runs a whole transaction, and
 * nobody reads half of one. `setsAside`: it was started with room for transactions that are set
 * aside, between which those who only read, or write little, come to their turn.
 */
export function createPgliteConnector(
  pglite: PGlite,
  { setsAside = false }: { readonly setsAside?: boolean } = {},
): Connector {
  const session = createSession(pglite);
  const little = new Set<() => Promise<void>>();
  let last: Promise<unknown> = Promise.resolve();
  const withSession: Connector['withSession'] = (use) => {
    const run = last.then(() => use(session));
    last = run.catch(() => undefined);
    return run;
  };
  if (!setsAside) return { withSession };
  const inBetween: Connector['withSession'] = (use) =>
    new Promise((resolve, reject) => {
      const come = async (): Promise<void> => {
        little.delete(come);
        try {
          resolve(await use(session));
        } catch (error) {
          if (!(error instanceof ComesAfter)) reject(error);
          else void withSession(() => use(session)).then(resolve, reject);
        }
      };
      little.add(come);
      void withSession(async () => (little.has(come) ? come() : undefined));
    });
  return {
    withSession,
    withReading: inBetween,
    withLittle: inBetween,
    aside: {
      // Kept as a statement it would be one more that is never asked again.
      say: async (sql) => void (await pglite.exec(sql)),
      letIn: async () => {
        await setImmediate();
        for (const come of [...little]) await come();
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
