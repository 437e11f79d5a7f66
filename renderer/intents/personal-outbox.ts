import type { SignedIn } from '../../shared/wire/desk/down.ts';
import { forgetPins } from './keep-pins.ts';
import { forgetSeen } from './last-seen.ts';
import type { Outbox } from './open-outbox.ts';

/** The outbox of whoever is signed in. */
export interface PersonalOutbox {
  readonly current: () => Outbox | null;
  /** Opens that of a person; another's is closed first. */
  readonly openFor: (me: SignedIn) => Promise<void>;
  /** Closes it, and forgets its key; with what was seen last, unless the person only locked it. */
  readonly leave: (options: { readonly isLocked: boolean }) => void;
}

export function createPersonalOutbox(): PersonalOutbox {
  let owner: string | null = null;
  let opened: Outbox | null = null;
  // One after the other: a store is closed before it, or another, is opened.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    last = last.then(run, run);
    return last;
  };
  /** At once nobody has it any more, so that nothing is written after what is forgotten. */
  const take = (): Outbox | null => {
    const taken = opened;
    opened = null;
    return taken;
  };
  return {
    current: () => opened,
    openFor: (me) => {
      if (owner === me.userId) return last;
      owner = me.userId;
      return inTurn(async () => {
        await take()?.close();
        // Its packages come after the first paint; nothing on screen waits for them.
        const { openOutbox } = await import('./open-outbox.ts');
        opened = await openOutbox(me);
      });
    },
    leave: ({ isLocked }) => {
      owner = null;
      void inTurn(async () => {
        const left = take();
        if (left && !isLocked) await Promise.all([forgetSeen(left), forgetPins(left)]);
        await left?.close();
      });
    },
  };
}
