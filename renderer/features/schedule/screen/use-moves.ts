import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { wallToInstantLenient } from '../../../../shared/time/local-time.ts';
import { useDesk } from '../../../intents/desk.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import { askWayOf } from '../../../replica/use-notify-choice.ts';
import type { EventMove } from '../../../state/event-view.ts';
import { refusalWords } from '../../../words/refusal-words.ts';
import { useSay } from '../../../words/use-say.ts';
import { words } from '../schedule-words.ts';

/** A card that was dropped, and whether its patient is told: ticked so when it is asked. */
export interface AskedMove {
  readonly wanted: EventMove;
  readonly isTicked: boolean;
}

/**
 * A dragged card stays where it was dropped while the book decides, and goes back if it refuses.
 * Where the branch asks whether patients are told, it waits there for the answer first.
 */
export function useMoves({ branch, zone }: BranchTime) {
  const { intents } = useDesk();
  const say = useSay();
  const [moves, setMoves] = useState<ReadonlyMap<string, EventMove>>(new Map());
  const [asked, setAsked] = useState<AskedMove | null>(null);
  const send = useCallback(
    async (wanted: EventMove, notify: boolean | undefined) => {
      const answer = await intents.send('move', {
        appointmentId: wanted.id,
        branchId: branch.id,
        doctorId: wanted.doctorId,
        startMs: wallToInstantLenient(zone, +wanted.start),
        endMs: wallToInstantLenient(zone, +wanted.end),
        notify,
      });
      setMoves(without(wanted));
      if (answer.ok) return;
      const message = refusalWords(answer.error, say);
      notifications.show({ title: words.notMoved, message, color: 'red' });
    },
    [intents, branch, zone, say],
  );
  const move = useCallback(
    (wanted: EventMove) => {
      setMoves((all) => new Map(all).set(wanted.id, wanted));
      const way = askWayOf(branch.id, 'moved');
      if (way === 'off') void send(wanted, undefined);
      else setAsked({ wanted, isTicked: way === 'yes' });
    },
    [branch, send],
  );
  /** `notify` null leaves the card where it was. */
  const answer = (notify: boolean | null): void => {
    if (asked === null) return;
    setAsked(null);
    if (notify === null) setMoves(without(asked.wanted));
    else void send(asked.wanted, notify);
  };
  return { moves, move, asked, answer };
}

const without =
  (wanted: EventMove) =>
  (all: ReadonlyMap<string, EventMove>): ReadonlyMap<string, EventMove> =>
    new Map([...all].filter(([id]) => id !== wanted.id));
