import type { Connector } from '../../shared/engine/store/session.ts';
import type { Intent, IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { Seeded } from '../simulation/seeded.ts';
import {
  admin,
  aSeries,
  DR_SEN,
  EVERY_WORKDAY,
  ORGANISATION,
  setUpClinic,
  type TestEngine,
} from '../support/engine.ts';
import { actAtDesk, type Memory } from './desk-acts.ts';
import type { Diary } from './diary.ts';
import { reopenEngine } from './reopen-engine.ts';

const MINUTE_MS = 60_000;
const DESKS = 3;
/** What the host's housekeeping says to its database, and what a day's work does to the log. */
const HOUSEKEEPING = [
  'select pg_switch_wal()',
  'checkpoint',
  'checkpoint',
  'vacuum (analyze) appointment',
  'vacuum (analyze) claim',
  'vacuum (analyze) book',
  'vacuum (analyze) audit',
];

/** Desks at work in one branch, on the real engine. */
export interface Desks {
  /** A moment later one of them does something, or all at once, or the housekeeping does. */
  readonly step: () => Promise<void>;
}

/** Opens a branch's book for desks, and sets up a clinic in it if it is empty. */
export async function openDesks(
  connector: Connector,
  options: { readonly seed: number; readonly seeded: Seeded; readonly diary: Diary },
): Promise<Desks> {
  const { seeded, diary } = options;
  const engine = withDiary(await reopenEngine(connector, options.seed), diary);
  const memory = await recall(engine);
  if (memory.intents.length === 0) {
    await setUpClinic(engine);
    const rule = EVERY_WORKDAY;
    const inPairs = { doctorId: DR_SEN, capacity: 2 };
    await engine.ask('create-series', aSeries(engine.newId(), { rule }));
    await engine.ask('create-series', aSeries(engine.newId(), { rule, ...inPairs }));
  }
  return {
    step: async () => {
      engine.clock.advance(1 + seeded.below(2 * MINUTE_MS));
      if (seeded.chance(0.07)) {
        const statement = seeded.pick(HOUSEKEEPING);
        await connector.withSession((session) => session.query(statement, []));
        return;
      }
      const atOnce = seeded.chance(0.2) ? DESKS : 1;
      await Promise.all(Array.from({ length: atOnce }, () => actAtDesk(engine, seeded, memory)));
    },
  };
}

/** Every intent and its answer are told to a diary. */
export const withDiary = (engine: TestEngine, diary: Diary): TestEngine => ({
  ...engine,
  ask: async <K extends IntentKind>(
    kind: K,
    input: IntentInput<K>,
    { actor = admin, id = engine.newId() } = {},
  ) => {
    const intent = { id, kind, input, atMs: engine.clock.nowMs() } as Intent;
    diary.asked(intent);
    const outcome = await engine.execute(ORGANISATION, actor, intent);
    diary.answered(id, outcome);
    return outcome;
  },
});

/** What desks knew before the host ended, read from the book. */
function recall({ store, clock }: TestEngine): Promise<Memory> {
  return store.read(async ({ kysely }) => {
    const made = kysely.selectFrom('appointment').select('id').orderBy('id').limit(100);
    const done = kysely.selectFrom('appliedIntent').select('id').orderBy('auditNo');
    const [appointments, intents] = await Promise.all([made.execute(), done.execute()]);
    return {
      appointments: appointments.map(({ id }) => id),
      intents: intents.map(({ id }) => id),
      nowMs: clock.nowMs(),
    };
  });
}
