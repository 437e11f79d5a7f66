import { expect, test } from 'vitest';
import { aPatient, ORGANISATION, openTestEngine, PATIENT, setUpClinic } from '../support/engine.ts';
import { followFeed } from './follow-feed.ts';

test('who follows the feed misses what is written at a place already passed, and nothing else', async () => {
  const engine = await openTestEngine();
  await setUpClinic(engine);
  const whole = followFeed(engine.connector, ORGANISATION);
  await engine.ask('save-patient', aPatient(PATIENT, 'Meera Iyer-Roy'));
  expect(await whole.missed()).toEqual([]);

  const broken = followFeed(engine.connector, ORGANISATION);
  // Queued behind the follower's first look, on the one session there is.
  await engine.connector.withSession(async (session) => {
    await session.query('begin', []);
    await session.query(`select set_config('daybook.writing', 'yes', true)`, []);
    await session.query('update patient set seq = 1 where id = $1', [PATIENT]);
    await session.query('commit', []);
  });
  expect(await broken.missed()).toEqual([`patient ${PATIENT}`]);
  await engine.close();
});
