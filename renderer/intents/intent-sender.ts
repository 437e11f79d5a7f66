import type { Result } from '../../shared/core/result.ts';
import { err, ok } from '../../shared/core/result.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { DeskUp } from '../../shared/wire/desk/up.ts';
import type { DeskClient } from '../replica/desk-client.ts';
import type { Outcome } from '../replica/receive-message.ts';
import { forgetDone, noteDone } from './done-store.ts';
import type { Outbox, Waiting } from './open-outbox.ts';

export type IntentAnswer = Result<
  { readonly recordId: string | null; readonly undoable: boolean },
  Refusal
>;

export interface IntentSender {
  /**
   * Keeps the intent, sends it, and answers when the host has. Without a host it waits, over
   * reloads and restarts: the same intent is sent again, and the host does it once.
   * `said` is what the person is told when it is done and can be taken back, where the kind and
   * the record say too little.
   */
  readonly send: <K extends IntentKind>(
    kind: K,
    input: IntentInput<K>,
    said?: string,
  ) => Promise<IntentAnswer>;
  /** Sends again what has no answer yet. */
  readonly resend: () => Promise<void>;
  /**
   * Takes back something of the done-store, once. `tellAgain`: whether patients who were told of it
   * are told of this; left out while nobody was asked.
   */
  readonly undo: (intentId: string, tellAgain?: boolean) => Promise<IntentAnswer>;
}

interface Asked {
  readonly kind: IntentKind;
  readonly said: string | null;
  readonly answer: (answer: IntentAnswer) => void;
}

export function createIntentSender(client: DeskClient, outbox: () => Outbox | null): IntentSender {
  const asked = new Map<string, Asked>();

  client.outcomes.add(({ intentId, outcome }: Outcome) => {
    void outbox()?.waiting.findOne(intentId).remove();
    const about = asked.get(intentId);
    asked.delete(intentId);
    if (!about) return;
    const { kind, said } = about;
    const { recordId } = outcome.ok ? outcome : { recordId: null };
    if (outcome.ok && outcome.undoable) noteDone({ intentId, kind, recordId, said });
    about.answer(outcome.ok ? ok({ recordId, undoable: outcome.undoable }) : err(outcome.refusal));
  });

  const tell = ({ id, kind, input, atMs }: Waiting): void => {
    const intent = { id, kind, input: JSON.parse(input) as unknown, atMs };
    client.tell({ type: 'intent', intent } as DeskUp);
  };

  const send: IntentSender['send'] = async (kind, input, said) => {
    const id = client.newId();
    const row: Waiting = { id, kind, input: JSON.stringify(input), atMs: Date.now() };
    await outbox()?.waiting.insert(row);
    const answer = new Promise<IntentAnswer>((resolve) =>
      asked.set(id, { kind, said: said ?? null, answer: resolve }),
    );
    tell(row);
    return answer;
  };

  return {
    send,
    resend: async () => {
      const rows = (await outbox()?.waiting.find().exec()) ?? [];
      for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        const kind = row.kind as IntentKind;
        if (!asked.has(row.id)) asked.set(row.id, { kind, said: null, answer: () => undefined });
        tell(row.toMutableJSON());
      }
    },
    undo: (intentId, tellAgain) => {
      // Also if it is refused: it would be again.
      forgetDone(intentId);
      return send('undo', { intentId, tellAgain });
    },
  };
}
