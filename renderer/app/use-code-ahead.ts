import { useEffect } from 'react';
import { loadCommandPalette } from './lazy-command-palette.tsx';
import { SCREENS } from './screens.ts';

/** The day comes first. */
const AHEAD_AFTER_MS = 2000;

/**
 * Fetches one after another, once the day stands, what otherwise comes when it is first opened: a
 * browser has it from the host, who may be away by then.
 */
export function useCodeAhead(loadPanels: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    let isLeft = false;
    const timer = setTimeout(async () => {
      for (const load of [...loadPanels, loadCommandPalette, ...Object.values(SCREENS)]) {
        if (isLeft) return;
        // What cannot be had now is asked for again when it is opened.
        await load().catch(() => undefined);
      }
    }, AHEAD_AFTER_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [loadPanels]);
}
