import type { Page } from 'playwright-core';

/** Nothing more is painted when nothing was for so long. */
const QUIET_MS = 400;

declare global {
  interface Window {
    /** When whoever uses the page acted last, and when what follows of it was painted, if it was. */
    watched: { actedMs: number; paintedMs: number | null; stop: () => void };
  }
}

/** Notes from now on when something that `selector` picks is put into `within`, or taken out. */
export const watchPaint = (page: Page, within: string, selector: string): Promise<void> =>
  page.evaluate(
    ([place, picked]) => {
      window.watched?.stop();
      const note = (event: Event): void => {
        window.watched.actedMs = event.timeStamp;
      };
      const isPicked = (node: Node): boolean =>
        node instanceof Element && (node.matches(picked) || node.querySelector(picked) !== null);
      const isOfPicked = ({ addedNodes, removedNodes }: MutationRecord): boolean =>
        [...addedNodes, ...removedNodes].some(isPicked);
      const observer = new MutationObserver((mutations) => {
        if (!mutations.some(isOfPicked)) return;
        requestAnimationFrame(() =>
          setTimeout(() => {
            window.watched.paintedMs = performance.now();
          }),
        );
      });
      for (const type of ['keydown', 'click']) addEventListener(type, note, true);
      const stop = (): void => {
        observer.disconnect();
        for (const type of ['keydown', 'click']) removeEventListener(type, note, true);
      };
      window.watched = { actedMs: Number.NaN, paintedMs: null, stop };
      const root = document.querySelector(place);
      if (root) observer.observe(root, { subtree: true, childList: true });
    },
    [within, selector] as const,
  );

/**
 * Milliseconds from the last click or key to the last picture that followed; null when there was
 * none for `nothingMs`.
 */
export const paintMs = (page: Page, nothingMs: number): Promise<number | null> =>
  page.evaluate(
    ([quietMs, untilMs]) =>
      new Promise<number | null>((resolve) => {
        const look = (): void => {
          const { actedMs, paintedMs } = window.watched;
          const nowMs = performance.now();
          if (paintedMs !== null && nowMs - paintedMs > quietMs) resolve(paintedMs - actedMs);
          else if (paintedMs === null && nowMs - actedMs > untilMs) resolve(null);
          else setTimeout(look, 50);
        };
        look();
      }),
    [QUIET_MS, nothingMs] as const,
  );
