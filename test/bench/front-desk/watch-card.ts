import type { Page } from 'playwright-core';

/** Milliseconds from a click to the picture of the card, and to that of the card the book has. */
export interface CardTimes {
  readonly cardMs: number;
  readonly bookedMs: number;
}

declare global {
  interface Window {
    /** When a card with the awaited name was painted, after the last click. */
    cardPainted: Promise<CardTimes>;
  }
}

/** What a card says as long as the book has not answered. */
const UNDER_WAY = 'being booked…';

/** Notes from now on when one more card with this name stands on the schedule and is painted. */
export const watchCard = (page: Page, name: string): Promise<void> =>
  page.evaluate(
    ([text, underWay]) => {
      let clickedMs = Number.NaN;
      const note = (event: Event): void => {
        clickedMs = event.timeStamp;
      };
      addEventListener('click', note, { capture: true });
      const standing = (): readonly string[] =>
        [...document.querySelectorAll('main .rbc-event')]
          .map((card) => card.textContent)
          .filter((said) => said.includes(text));
      const booked = (): number => standing().filter((said) => !said.includes(underWay)).length;
      const [before, bookedBefore] = [standing().length, booked()];
      window.cardPainted = new Promise((resolve) => {
        let cardMs: Promise<number> | null = null;
        const painted = (): Promise<number> =>
          new Promise((done) =>
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - clickedMs))),
          );
        const observer = new MutationObserver(async () => {
          if (Number.isNaN(clickedMs)) return;
          if (standing().length > before) cardMs ??= painted();
          if (booked() <= bookedBefore) return;
          observer.disconnect();
          removeEventListener('click', note, { capture: true });
          const bookedMs = await painted();
          resolve({ cardMs: (await cardMs) ?? bookedMs, bookedMs });
        });
        const all = { subtree: true, childList: true, characterData: true };
        observer.observe(document.querySelector('main') ?? document.body, all);
      });
    },
    [name, UNDER_WAY] as const,
  );

/** Milliseconds from the click to these pictures. */
export const cardPaintMs = (page: Page): Promise<CardTimes> =>
  page.evaluate(() =>
    Promise.race([
      window.cardPainted,
      new Promise<CardTimes>((_, reject) =>
        setTimeout(() => reject(new Error('The card never stood there.')), 30_000),
      ),
    ]),
  );
