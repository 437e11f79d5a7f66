import { expect, test } from 'vitest';
import type { News } from '../../shared/engine/exchange/collect-news.ts';
import { createTestClock } from '../../test/support/engine.ts';
import { createTestTimers } from '../../test/support/test-timers.ts';
import { createWakeHub, type Listener } from './create-wake-hub.ts';

const SALT_LAKE = { organisationId: 'organisation', replica: 'salt-lake.1' };
const PARK_STREET = { ...SALT_LAKE, replica: 'park-street.1' };
const at = (cursor: number) => ({ cursor, reach: { parts: [], catchingUp: {} } });

function openHub() {
  const time = createTestTimers(createTestClock(0));
  const heard: string[] = [];
  const looks: string[] = [];
  let feed = 0;
  const hub = createWakeHub({
    timers: time,
    collect: async ({ replica }): Promise<News> => {
      looks.push(replica);
      return { kind: 'frame', bytes: new Uint8Array(), place: at(feed) };
    },
    onError: (error) => {
      throw error;
    },
  });
  const listener = (of: typeof SALT_LAKE): Listener => ({
    ...of,
    wake: () => heard.push(`wake ${of.replica}`),
    send: () => heard.push(`news ${of.replica}`),
  });
  hub.join(listener(SALT_LAKE));
  hub.join(listener(PARK_STREET));
  for (const replica of [SALT_LAKE, PARK_STREET]) hub.served(replica, at(0));
  return {
    ...{ hub, heard, looks, pass: time.pass },
    move: (to: number) => {
      feed = to;
      hub.moved(SALT_LAKE.organisationId, to);
    },
  };
}

test('who is being answered is told nothing beside it, and the others are [SY5]', async () => {
  const { hub, heard, looks, pass, move } = openHub();
  const done = hub.answering(SALT_LAKE);
  move(1);
  await pass(1);
  hub.served(SALT_LAKE, at(1));
  done();
  await pass(10);
  expect(heard).toEqual(['news park-street.1']);
  expect(looks).toEqual(['park-street.1']);
});

test('what came while it was answered is told when that is over, and so is a recall [SY5]', async () => {
  const { hub, heard, pass, move } = openHub();
  const done = hub.answering(SALT_LAKE);
  hub.served(SALT_LAKE, at(1));
  move(2);
  await pass(1);
  expect(heard).toEqual(['news park-street.1']);
  done();
  await pass(1);
  expect(heard).toEqual(['news park-street.1', 'news salt-lake.1']);
  const again = hub.answering(SALT_LAKE);
  hub.recall(SALT_LAKE);
  await pass(1);
  again();
  await pass(1);
  expect(heard.slice(2)).toEqual(['wake salt-lake.1']);
});
