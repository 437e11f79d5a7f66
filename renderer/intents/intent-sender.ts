import type { Result } from '../../shared/core/result.ts';
import { err, ok } from '../../shared/core/result.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import type { DeskUp } from '../../shared/wire/desk/up.ts';
import type { DeskClient } from '../replica/desk-client.ts';
import { createListeners, type Listeners } from '../replica/listeners.ts';
import type { Outcome } from '../replica/receive-message.ts';
import { forgetDone, noteDone } from './done-store.ts';
import type { Outbox, Waiting } from './open-outbox.ts';

export type IntentAnswer = Result<
  { readonly recordId: string | null; readonly undoable: boolean },
  Refusal
>;

export interface IntentSender {
  /**
   * Sends the intent, keeps it meanwhile, and answers when the host has. Without a host it waits, over
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
  /** Told when something was refused that this window had asked for before it was read anew. */
  readonly refusedLate: Listeners<LateRefusal>;
  /**
   * Takes back something of the done-store, once. `tellAgain`: whether patients who were told of it
   * are told of this; left out while nobody was asked.
   */
  readonly undo: (intentId: string, tellAgain?: boolean) => Promise<IntentAnswer>;
}

export interface LateRefusal {
  readonly intentId: string;
  readonly kind: IntentKind;
  /** When it was asked for. */
  readonly atMs: number;
  readonly refusal: Refusal;
}

/** A time that is held by nobody any more is no news to whoever left it. */
const NO_NEWS: readonly IntentKind[] = ['hold', 'release-hold'];

interface Asked {
  readonly kind: IntentKind;
  readonly said: string | null;
  readonly answer: (answer: IntentAnswer) => void;
}

export function createIntentSender(client: DeskClient, outbox: () => Outbox | null): IntentSender {
  const asked = new Map<string, Asked>();
  const refusedLate = createListeners<LateRefusal>();
  /** Intents on their way to the disk, which an answer of the host may overtake. */
  const keeping = new Map<string, Promise<unknown>>();

  const forget = async (intentId: string): Promise<void> => {
    await keeping.get(intentId)?.catch(() => undefined);
    await outbox()?.waiting.findOne(intentId).remove();
  };

  client.outcomes.add(({ intentId, outcome }: Outcome) => {
    void forget(intentId);
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

  const keep = async (row: Waiting): Promise<void> => {
    const kept = outbox()?.waiting.insert(row);
    if (!kept) return;
    keeping.set(row.id, kept);
    await kept.finally(() => keeping.delete(row.id));
  };

  const send: IntentSender['send'] = async (kind, input, said) => {
    const id = client.newId();
    const row: Waiting = { id, kind, input: JSON.stringify(input), atMs: Date.now() };
    const answer = new Promise<IntentAnswer>((resolve) =>
      asked.set(id, { kind, said: said ?? null, answer: resolve }),
    );
    // Who waits for the host need not wait for this computer's disk as well.
    tell(row);
    return Promise.race([answer, keep(row).then(() => answer)]);
  };

  return {
    send,
    refusedLate,
    resend: async () => {
      // What a line that broke has swallowed may still be on its way to the disk.
      await Promise.allSettled(keeping.values());
      const rows = (await outbox()?.waiting.find().exec()) ?? [];
      for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        const kind = row.kind as IntentKind;
        const { id: intentId, atMs } = row;
        const answer = (came: IntentAnswer): void => {
          if (came.ok || NO_NEWS.includes(kind)) return;
          refusedLate.tell({ intentId, kind, atMs, refusal: came.error });
        };
        if (!asked.has(intentId)) asked.set(intentId, { kind, said: null, answer });
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
