import { expect, test } from 'vitest';
import {
  aBooking,
  admin,
  aSeries,
  at,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
} from '../../../test/support/engine.ts';
import { HOLD_MIN } from '../../model/choices.ts';

const MINUTE_MS = 60_000;
const CROWD = 1000;
/** A thousand transactions, on a machine that may be busy. */
const SLOW_MS = 240_000;

test(
  'of a thousand who want one time at once one holds and books it; all others hear who has it and until when [HD1]',
  async () => {
    const engine = await openTestEngine();
    await setUpClinic(engine);
    await engine.ask('create-series', aSeries(engine.newId()));
    const time = { branchId: SALT_LAKE, doctorId: DR_DAS, startMs: at('10:00') };
    const wanted = { ...time, endMs: at('10:15') };
    const holds = Array.from({ length: CROWD }, () => engine.newId());
    const actorOf = (i: number) => ({ ...admin, name: `Desk ${i}`, desk: `Desk ${i}` });
    const held = await Promise.all(
      holds.map((holdId, i) => engine.ask('hold', { ...wanted, holdId }, { actor: actorOf(i) })),
    );
    const winner = held.findIndex(({ ok }) => ok);
    const refused = held.filter((_, i) => i !== winner);
    expect(refused).toHaveLength(CROWD - 1);
    for (const outcome of refused) {
      expect(outcome).toMatchObject({
        error: {
          ...{ kind: 'held-by-other', userName: `Desk ${winner}` },
          expiresAtMs: engine.clock.nowMs() + HOLD_MIN * MINUTE_MS,
        },
      });
    }
    // They all book all the same: whoever holds it, and whoever does not.
    const booked = await Promise.all(
      held.map((_, i) => {
        const holdId = i === winner ? (holds[i] ?? null) : null;
        return engine.ask('book', aBooking(engine.newId(), '10:00', { holdId }));
      }),
    );
    expect(booked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(booked[winner]?.ok).toBe(true);
    const visits = await engine.store.read(({ kysely }) =>
      kysely.selectFrom('appointment').select('id').execute(),
    );
    expect(visits).toHaveLength(1);
    await engine.close();
  },
  SLOW_MS,
);
