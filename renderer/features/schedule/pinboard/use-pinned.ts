import { useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../../shared/model/refusal.ts';
import { useDesk } from '../../../intents/desk.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import { useNotifyChoice } from '../../../replica/use-notify-choice.ts';
import { pin, takeInHand, unpin, usePins } from '../../../state/pins-store.ts';
import { useSay } from '../../../words/use-say.ts';
import { words } from './pinboard-words.ts';

/**
 * Gives the pin in hand the time that was pointed at, if nobody has moved it since it was pinned. What
 * is refused stays on the board.
 */
export function usePinned({ branch }: BranchTime) {
  const { intents } = useDesk();
  const say = useSay();
  const telling = useNotifyChoice(branch.id, 'moved');
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [refusedId, setRefusedId] = useState<string | null>(null);
  const wanted = usePins((state) => state.wanted);
  const drop = async (): Promise<void> => {
    const { pins, inHand } = usePins.getState();
    const one = pins.find(({ appointmentId }) => appointmentId === inHand);
    if (!one || !wanted) return;
    const { appointmentId, patientName, doctorId, startMs, endMs } = one;
    takeInHand(null);
    const answer = await intents.send(
      'move',
      {
        ...{ appointmentId, branchId: branch.id, ...wanted },
        endMs: wanted.startMs + endMs - startMs,
        seen: { doctorId, startMs },
        notify: telling.notify,
      },
      words.moved(patientName, say.span(wanted.startMs, wanted.startMs + endMs - startMs)),
    );
    setRefused(answer.ok ? null : answer.error);
    setRefusedId(answer.ok ? null : appointmentId);
    if (answer.ok) unpin(appointmentId);
  };
  const latest = useRef(drop);
  useEffect(() => {
    latest.current = drop;
  });
  useEffect(() => {
    if (wanted) void latest.current();
  }, [wanted]);
  const keepAsItIs = (): void => {
    const one = usePins.getState().pins.find(({ appointmentId }) => appointmentId === refusedId);
    if (one && refused?.kind === 'moved-since') {
      const { doctorId, branchId, startMs, endMs } = refused;
      pin({ ...one, doctorId, branchId, startMs, endMs });
    }
    setRefused(null);
  };
  return { refused, telling, keepAsItIs };
}
