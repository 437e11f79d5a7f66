import type { Connector } from '../../shared/engine/store/session.ts';
import { openTestEngine, type TestEngine } from '../support/engine.ts';

/** The engine over a book that may have been used before; its clock goes on from the last entry. */
export async function reopenEngine(connector: Connector, seed: number): Promise<TestEngine> {
  const engine = await openTestEngine({ connector, seed });
  const last = await engine.store.read(({ kysely }) =>
    kysely.selectFrom('audit').select('atMs').orderBy('no', 'desc').executeTakeFirst(),
  );
  if (last) engine.clock.advance(last.atMs - engine.clock.nowMs());
  return engine;
}
