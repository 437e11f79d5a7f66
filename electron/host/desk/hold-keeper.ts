import type { Timers } from '../../../shared/core/timers.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadHoldMin, loadLeftHolds } from '../../../shared/engine/queries/load-holds.ts';
import { HOLD_TIMES_MAX } from '../../../shared/model/choices.ts';
import type { Intent, IntentInput } from '../../../shared/model/intent.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { LineEnd } from '../../../shared/wire/desk/line-end.ts';
import type { DeskHost } from './desk-host.ts';
import type { DeskLine } from './desk-state.ts';

const MINUTE_MS = 60_000;
/** A line that breaks is there again in a moment; the desk then says that it goes on. */
const LOST_LINE_MS = 20_000;

/**
 * Lets the times go that desks hold, when their time is up or nobody is there any more. Its timers
 * know no time of day: however a clock is set, no hold is longer for it.
 */
export interface HoldKeeper {
  /** A desk's intent was done: it may hold a time now, go on holding it, or hold it no more. */
  readonly note: (line: DeskLine, whose: Whose, intent: Intent) => Promise<void>;
  /** What a host that ended left held: its desks are as good as on a line that was lost. */
  readonly adopt: (organisationId: string) => Promise<void>;
  /** Nobody sits at the desk any more. */
  readonly signedOut: (line: DeskLine) => void;
  /** A desk whose line was lost may come back; one that was left does not. */
  readonly lineEnded: (line: DeskLine, how: LineEnd) => void;
  readonly stop: () => void;
}

interface Whose {
  readonly organisationId: string;
  readonly actor: Actor;
}

interface Kept extends Whose {
  /** null while its desk has not come back to the host that was started anew. */
  readonly line: DeskLine | null;
  /** Calls off the end that each renewal puts off, and the one that none does. */
  readonly stop: () => void;
  readonly stopBound: () => void;
}

export function createHoldKeeper(
  { engine, timers }: { readonly engine: Engine; readonly timers: Timers },
  onError: DeskHost['onError'],
): HoldKeeper {
  const kept = new Map<string, Kept>();

  const forget = (holdId: string): void => {
    const one = kept.get(holdId);
    one?.stop();
    one?.stopBound();
    kept.delete(holdId);
  };
  const release = (holdId: string): void => {
    const one = kept.get(holdId);
    if (!one) return;
    forget(holdId);
    // Whether it was booked meanwhile or ran out: what is gone is let go without a word.
    const input = { holdId };
    const intent = { id: engine.newId(), kind: 'release-hold' as const, input, atMs: 0 };
    engine
      .execute(one.organisationId, one.actor, intent)
      .catch((error: unknown) => onError(error, 'A held time could not be let go.'));
  };
  const after = (minutes: number, holdId: string) =>
    timers.after(minutes * MINUTE_MS, () => release(holdId));
  const lost = (holdId: string) => timers.after(LOST_LINE_MS, () => release(holdId));
  const take = (holdId: string, one: Omit<Kept, 'stop' | 'stopBound'>, holdMin: number): void => {
    const former = kept.get(holdId);
    former?.stop();
    const stopBound = former?.stopBound ?? after(holdMin * HOLD_TIMES_MAX, holdId);
    const stop = one.line === null ? lost(holdId) : after(holdMin, holdId);
    kept.set(holdId, { ...one, stop, stopBound });
  };
  const heldAt = (line: DeskLine): readonly string[] =>
    [...kept].filter(([, one]) => one.line === line).map(([holdId]) => holdId);

  const letGoOf = (line: DeskLine): void => {
    for (const holdId of heldAt(line)) release(holdId);
  };
  const awaitDesk = (holdId: string): void => {
    const one = kept.get(holdId);
    one?.stop();
    if (one) kept.set(holdId, { ...one, stop: lost(holdId) });
  };

  return {
    note: async (line, whose, { kind, input }) => {
      if (!('holdId' in input) || input.holdId === null) return;
      if (kind === 'hold') {
        const { branchId, holdId } = input as IntentInput<'hold'>;
        const holdMin = await engine.store.read((db) =>
          loadHoldMin(db, whose.organisationId, branchId),
        );
        take(holdId, { ...whose, line }, holdMin);
        // Only who holds a time lets it go; another's intent about it changes nothing.
      } else if (kept.get(input.holdId)?.actor.userId === whose.actor.userId) forget(input.holdId);
    },
    adopt: async (organisationId) => {
      const left = await engine.store.read((db) => loadLeftHolds(db, organisationId));
      for (const { id, actor, holdMin } of left) {
        take(id, { organisationId, actor, line: null }, holdMin);
      }
    },
    signedOut: letGoOf,
    lineEnded: (line, how) => {
      if (how === 'left') letGoOf(line);
      else for (const holdId of heldAt(line)) awaitDesk(holdId);
    },
    stop: () => {
      for (const holdId of kept.keys()) forget(holdId);
    },
  };
}
