import type { Result } from '../../shared/core/result.ts';
import { err, ok } from '../../shared/core/result.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { DeskUp } from '../../shared/wire/desk/up.ts';
import type { DeskClient } from '../replica/desk-client.ts';
import type { Outcome } from '../replica/receive-message.ts';
import { useDone } from './done-store.ts';
import type { Outbox, Waiting } from './open-outbox.ts';

export type IntentAnswer = Result<{ readonly recordId: string | null }, Refusal>;

export interface IntentSender {
  /**
   * Keeps the intent, sends it, and answers when the host has. Without a host it waits, over
   * reloads and restarts: the same intent is sent again, and the host does it once.
   */
  readonly send: <K extends IntentKind>(kind: K, input: IntentInput<K>) => Promise<IntentAnswer>;
  /** Sends again what has no answer yet. */
  readonly resend: () => Promise<void>;
  readonly undoLast: () => Promise<IntentAnswer | null>;
}

export function createIntentSender(client: DeskClient, outbox: () => Outbox | null): IntentSender {
  const waiting = new Map<string, (answer: IntentAnswer) => void>();

  client.outcomes.add(({ intentId, outcome }: Outcome) => {
    void outbox()?.waiting.findOne(intentId).remove();
    waiting.get(intentId)?.(outcome.ok ? ok({ recordId: outcome.recordId }) : err(outcome.refusal));
    waiting.delete(intentId);
    if (outcome.ok && outcome.undoable)
      useDone.setState(({ ids }) => ({ ids: [...ids, intentId] }));
  });

  const tell = ({ id, kind, input, atMs }: Waiting): void => {
    const intent = { id, kind, input: JSON.parse(input) as unknown, atMs };
    client.tell({ type: 'intent', intent } as DeskUp);
  };

  const send: IntentSender['send'] = async (kind, input) => {
    const id = client.newId();
    const row: Waiting = { id, kind, input: JSON.stringify(input), atMs: Date.now() };
    await outbox()?.waiting.insert(row);
    const answer = new Promise<IntentAnswer>((resolve) => waiting.set(id, resolve));
    tell(row);
    return answer;
  };

  return {
    send,
    resend: async () => {
      const rows = (await outbox()?.waiting.find().exec()) ?? [];
      for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) tell(row.toMutableJSON());
    },
    undoLast: async () => {
      const intentId = useDone.getState().ids.at(-1);
      if (intentId === undefined) return null;
      useDone.setState(({ ids }) => ({ ids: ids.slice(0, -1) }));
      return send('undo', { intentId });
    },
  };
}
