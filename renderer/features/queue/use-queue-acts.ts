import { useState } from 'react';
import { ticketOf } from '../../../shared/domain/queue/queue-state.ts';
import type { QueueAct } from '../../../shared/model/queue-entry.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import type { AskedAct } from './act-form.tsx';
import { words } from './queue-words.ts';
import type { QueueLine } from './use-queue.ts';

/** Acts on people in the queue: what is asked about whom, and what the book said to the last one. */
export function useQueueActs(lines: readonly QueueLine[]) {
  const { intents } = useDesk();
  const [asked, setAsked] = useState<{ line: QueueLine; act: AskedAct | 'start' } | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const act = async (line: QueueLine, what: QueueAct): Promise<void> => {
    const seen = line.version;
    const said = words.did[what.kind](ticketOf(line));
    const answer = await intents.send('act-on-queue', { entryId: line.id, seen, act: what }, said);
    setRefusal(answer.ok ? null : answer.error);
    // Somebody else was faster: what is asked about is not so any more.
    if (answer.ok || answer.error.kind === 'queue-moved-on') setAsked(null);
  };
  const open = (line: QueueLine, what: AskedAct | 'start'): void => {
    setRefusal(null);
    setAsked({ line, act: what });
  };
  return {
    asked,
    refusal,
    beforeId: asked === null ? null : placeOf(lines, asked.line, asked.act),
    act: (line: QueueLine, what: QueueAct): void => void act(line, what),
    ask: open,
    leave: (): void => {
      setAsked(null);
      setRefusal(null);
    },
  };
}

/** Before whom somebody stands after moving up or down among those of their priority; null: behind all. */
function placeOf(lines: readonly QueueLine[], line: QueueLine, act: string): string | null {
  const others = lines.filter(
    ({ now, priority }) => now === 'waiting' && priority === line.priority,
  );
  const at = others.findIndex(({ id }) => id === line.id);
  if (act === 'up') return others[Math.max(0, at - 1)]?.id ?? null;
  return act === 'down' ? (others[at + 2]?.id ?? null) : null;
}
