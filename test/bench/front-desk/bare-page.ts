import type { Page } from 'playwright-core';
import type { BareAsk } from './bare-host.ts';

declare global {
  interface Window {
    askBare: (ask: BareAsk) => Promise<unknown>;
  }
}

/** Opens a line from the page to the bare host; needs a page without a policy of its own. */
export const openBareLine = (page: Page, url: string): Promise<void> =>
  page.evaluate(async (address) => {
    const line = new WebSocket(address);
    await new Promise((resolve) => line.addEventListener('open', resolve, { once: true }));
    window.askBare = (ask) => {
      const answered = new Promise<unknown>((resolve) =>
        line.addEventListener('message', ({ data }) => resolve(JSON.parse(data)), { once: true }),
      );
      line.send(JSON.stringify(ask));
      return answered;
    };
  }, url);

/** A field above what the page shows, and a list below it of who is called as what is typed there. */
export const addBareField = (page: Page, limit: number): Promise<void> =>
  page.evaluate((most) => {
    const field = document.createElement('input');
    field.ariaLabel = 'Bare';
    const list = document.createElement('table');
    list.className = 'table-plain bare-list';
    field.addEventListener('input', async () => {
      const text = field.value.toLowerCase().trim();
      const found = (await window.askBare({ kind: 'find', text, limit: most })) as object[];
      const rows = found.map((patient) => {
        const row = document.createElement('tr');
        for (const value of Object.values(patient).slice(1)) {
          row.insertCell().textContent = String(value ?? '');
        }
        return row;
      });
      list.replaceChildren(...rows);
    });
    document.querySelector('.page')?.prepend(field, list);
  }, limit);

export const removeBareField = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const added of document.querySelectorAll('[aria-label="Bare"], .bare-list'))
      added.remove();
  });

/** A button that has a bare row written, and then draws a copy of the first card with this name. */
export const addBareButton = (page: Page, name: string): Promise<void> =>
  page.evaluate((text) => {
    document.querySelector('.bare-button')?.remove();
    const button = document.createElement('button');
    button.className = 'bare-button';
    button.textContent = 'Bare';
    button.style.cssText = 'position:fixed;bottom:4px;left:4px;z-index:1000';
    button.addEventListener('click', async () => {
      await window.askBare({ kind: 'book', note: text });
      const card = document.querySelector('main .rbc-event');
      const copy = card?.cloneNode(true) as HTMLElement | undefined;
      if (!card || !copy) throw new Error('There is a card to copy.');
      copy.textContent = text;
      copy.classList.add('bare-card');
      card.parentElement?.append(copy);
    });
    document.body.append(button);
  }, name);

export const removeBareCards = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const added of document.querySelectorAll('.bare-button, .bare-card')) added.remove();
  });
