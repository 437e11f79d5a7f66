import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeskUp } from '../../shared/wire/desk/up.ts';
import type { DeskClient } from '../replica/desk-client.ts';
import { createListeners } from '../replica/listeners.ts';
import type { Outcome } from '../replica/receive-message.ts';
import { createIntentSender } from './intent-sender.ts';
import { type Outbox, WAITING, type Waiting } from './open-outbox.ts';

// The outbox is as it is, but for the disk below it and its encryption.

const { encrypted: _, ...schema } = WAITING;
let outbox: Outbox;
beforeEach(async () => {
  const database = await createRxDatabase<{ waiting: RxCollection<Waiting> }>({
    ...{ name: `outbox-${crypto.randomUUID()}`, storage: getRxStorageMemory() },
    multiInstance: false,
  });
  await database.addCollections({ waiting: { schema } });
  const { waiting } = database.collections;
  outbox = { waiting, close: () => database.close() } as unknown as Outbox;
});
afterEach(() => outbox.close());

/** A line to a host that is there or not, and what came over it. */
function aLine() {
  const told: string[] = [];
  const outcomes = createListeners<Outcome>();
  const line = { isOpen: true };
  let made = 0;
  const client = {
    outcomes,
    newId: () => {
      made += 1;
      return `intent-${made}`;
    },
    tell: (message: DeskUp) => {
      if (line.isOpen && message.type === 'intent') told.push(message.intent.id);
      return line.isOpen;
    },
  } as unknown as DeskClient;
  const answer = (intentId: string): void =>
    outcomes.tell({
      ...{ type: 'outcome', intentId },
      outcome: { ok: true, undoable: false, recordId: 'visit' },
    });
  const refuse = (intentId: string): void =>
    outcomes.tell({
      ...{ type: 'outcome', intentId },
      outcome: { ok: false, refusal: { kind: 'only-looked-at' } },
    });
  return { client, told, line, answer, refuse };
}

const release = { holdId: 'a hold' };
const kept = async (): Promise<readonly string[]> =>
  (await outbox.waiting.find().exec()).map(({ id }) => id);

test('an intent goes to the host at once, and leaves the outbox also when its answer comes first', async () => {
  const { client, told, answer } = aLine();
  const intents = createIntentSender(client, () => outbox);
  const sent = intents.send('release-hold', release);
  expect(told).toEqual(['intent-1']);
  answer('intent-1');
  expect(await sent).toEqual({ ok: true, value: { recordId: 'visit', undoable: false } });
  await expect.poll(kept).toEqual([]);
});

test('what the host was not told is kept, and told when the line is back, however soon that is', async () => {
  const { client, told, line, answer } = aLine();
  const intents = createIntentSender(client, () => outbox);
  line.isOpen = false;
  const sent = intents.send('release-hold', release);
  line.isOpen = true;
  await intents.resend();
  expect(told).toEqual(['intent-1']);
  expect(await kept()).toEqual(['intent-1']);
  answer('intent-1');
  expect(await sent).toMatchObject({ ok: true });
  await expect.poll(kept).toEqual([]);
});

test('what a window asked for before it was read anew, and is refused, is told; what it let go is not [UW2]', async () => {
  const before = aLine();
  before.line.isOpen = false;
  const left = createIntentSender(before.client, () => outbox);
  void left.send('cancel', { appointmentId: 'visit', reason: 'ill', by: 'patient' } as never);
  void left.send('release-hold', release);
  await expect.poll(kept).toHaveLength(2);

  const { client, told, refuse } = aLine();
  const intents = createIntentSender(client, () => outbox);
  const heard: unknown[] = [];
  intents.refusedLate.add(({ intentId, kind }) => heard.push([intentId, kind]));
  await intents.resend();
  expect(told).toEqual(['intent-1', 'intent-2']);
  for (const id of told) refuse(id);
  expect(heard).toEqual([['intent-1', 'cancel']]);
  await expect.poll(kept).toEqual([]);
});
