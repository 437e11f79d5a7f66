import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** When a card with the awaited name was painted, after the last click. */
    cardPainted: Promise<number>;
  }
}

/** Notes from now on when one more card with this name stands on the schedule and is painted. */
export const watchCard = (page: Page, name: string): Promise<void> =>
  page.evaluate((text) => {
    let clickedMs = Number.NaN;
    const note = (event: Event): void => {
      clickedMs = event.timeStamp;
    };
    addEventListener('click', note, { capture: true });
    window.cardPainted = new Promise((resolve) => {
      const standing = (): number =>
        [...document.querySelectorAll('main .rbc-event')].filter((card) =>
          card.textContent.includes(text),
        ).length;
      const before = standing();
      const observer = new MutationObserver(() => {
        if (Number.isNaN(clickedMs) || standing() <= before) return;
        observer.disconnect();
        removeEventListener('click', note, { capture: true });
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - clickedMs)));
      });
      const all = { subtree: true, childList: true, characterData: true };
      observer.observe(document.querySelector('main') ?? document.body, all);
    });
  }, name);

/** Milliseconds from the click to that picture. */
export const cardPaintMs = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Promise.race([
      window.cardPainted,
      new Promise<number>((_, reject) =>
        setTimeout(() => reject(new Error('The card never stood there.')), 30_000),
      ),
    ]),
  );
