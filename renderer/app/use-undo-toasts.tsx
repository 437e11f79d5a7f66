import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { type Done, useDone } from '../intents/done-store.ts';
import { Keycap } from '../ui/keycap.tsx';
import { doneWords } from '../words/done-words.ts';
import { useSay } from '../words/use-say.ts';
import { words } from './app-words.ts';

/** Long enough to read and reach; it waits while the pointer or the focus is on it. */
const SHOWN_MS = 10_000;

/** Says what was just done and offers to take it back, until its time is over or it was. */
export function useUndoToasts(undo: (intentId: string) => void): void {
  const say = useSay();
  const now = useRef({ say, undo });
  useEffect(() => {
    now.current = { say, undo };
  }, [say, undo]);
  useEffect(
    () =>
      useDone.subscribe(({ all }, { all: before }) => {
        for (const done of all) if (!before.includes(done)) showDone(done, now.current);
        for (const done of before) if (!all.includes(done)) notifications.hide(done.intentId);
      }),
    [],
  );
}

function showDone(
  done: Done,
  { say, undo }: { say: ReturnType<typeof useSay>; undo: (id: string) => void },
): void {
  const what = doneWords(done, say);
  const toast = (autoClose: number | false) => ({
    id: done.intentId,
    autoClose,
    closeButtonProps: { 'aria-label': words.close },
    message: (
      <span className="undo-toast">
        <span>{what}</span>
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<Keycap>{words.undoKeys}</Keycap>}
          onFocus={() => notifications.update(toast(false))}
          onBlur={() => notifications.update(toast(SHOWN_MS))}
          onClick={() => undo(done.intentId)}
        >
          {words.undo}
        </Button>
      </span>
    ),
  });
  notifications.show(toast(SHOWN_MS));
}
