import { expect, type Page } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { type DeskPage, deskOn } from './pages/desk-page.ts';
import { expectAccessible } from './pages/expect-accessible.ts';
import { lookAt } from './pages/look-at.ts';

// Who walks in waits where two receptionists see them, and goes in once.

const host = hostOfFile('sample');

/** A desk whose news from the host can be kept back for a while, as on a slow line. */
async function slowDesk(page: Page) {
  let held: (() => void)[] | null = null;
  await page.routeWebSocket(/\/desk$/, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (held) held.push(() => line.send(message));
      else line.send(message);
    });
  });
  return {
    desk: deskOn(page),
    keepBack: (): void => {
      held = [];
    },
    tellAll: (): void => {
      const late = held ?? [];
      held = null;
      for (const tell of late) tell();
    },
  };
}

async function walkIn({ page, choose }: DeskPage, name: string, priority?: string): Promise<void> {
  await page.getByRole('button', { name: 'Walk-in' }).click();
  const form = page.getByRole('form', { name: 'New ticket' });
  await form.getByLabel('Patient').fill(name);
  await page.getByRole('option', { name: `New patient: ${name}` }).click();
  if (priority) await choose('Priority', priority);
  await form.getByRole('button', { name: 'Give the ticket' }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
}

test('two desks and one queue: a ticket is called once, and its visit begins and ends [QE1] [QE2] [QE3] [QE4]', async ({
  page,
  context,
}) => {
  const second = await slowDesk(await context.newPage());
  const first = deskOn(page);
  await first.enter(host.url);
  await first.goTo('Queue');
  await expect(page.getByRole('heading', { name: 'Queue of Salt Lake' })).toBeVisible();
  await second.desk.enter(host.url);
  await second.desk.goTo('Queue');

  await walkIn(first, 'Joya Mitra');
  await walkIn(second.desk, 'Ravi Menon', 'Emergency');
  await walkIn(first, 'Tina Lobo');
  const waiting = page.getByRole('table', { name: 'Waiting' }).getByRole('row');
  // The heading, and who is urgent before those who came earlier.
  await expect(waiting).toHaveCount(4);
  await expect(waiting.nth(1)).toContainText('A-2');
  await expect(waiting.nth(1)).toContainText('Emergency');
  await expect(waiting.nth(2)).toContainText('A-1');
  await lookAt(page, 'queue-waiting');
  await expectAccessible(page);

  const other = second.desk.page;
  await other.getByRole('button', { name: 'Call: A-1' }).click();
  await second.desk.choose('Doctor', 'Priya Das');
  await page.getByRole('button', { name: 'Call: A-1' }).click();
  await first.choose('Doctor', 'Anita Sen');
  await page.getByRole('combobox', { name: 'Room, if it has a name' }).fill('2');
  await lookAt(page, 'queue-call');
  second.keepBack();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Called' })).toContainText('room 2');
  await other.getByRole('button', { name: 'Call', exact: true }).click();
  second.tellAll();
  await expect(
    other.getByText(/Somebody else was faster: this ticket is called now.*by Ruma Paul/),
  ).toBeVisible();
  await expect(other.getByRole('table', { name: 'Called' })).toContainText('Dr. Anita Sen');

  await page.getByRole('button', { name: 'Goes in: A-1' }).click();
  const form = page.getByRole('form', { name: 'Goes in' });
  const noGap = form.getByText(/no free time left today/);
  await expect(noGap.or(form.getByText(/Takes the free time/))).toBeVisible();
  if (await noGap.isVisible()) await form.getByLabel('Why').fill('Is in pain');
  await form.getByRole('button', { name: 'Goes in' }).click();
  const inRoom = other.getByRole('table', { name: 'With the doctor' });
  await expect(inRoom).toContainText('Joya Mitra');
  await other.getByRole('button', { name: 'Is done: A-1' }).click();
  await expect(page.getByText('Today: 1 seen, 0 gone without being seen.')).toBeVisible();
});

test('held back, back again, and gone without being seen, with why [QE5]', async ({ page }) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Queue');
  await walkIn(desk, 'Nila Dutta');
  const line = page.getByRole('row').filter({ hasText: 'Nila Dutta' });
  const more = async (act: string): Promise<void> => {
    await line.getByRole('button', { name: /^More for/ }).click();
    await page.getByRole('menuitem', { name: act }).click();
  };
  await more('Hold back');
  await page.getByLabel('Why').fill('Fills in a form');
  await page.getByRole('button', { name: 'Hold back', exact: true }).click();
  const held = page.getByRole('table', { name: 'Held back' });
  await expect(held).toContainText('Fills in a form');
  await line.getByRole('button', { name: /^Back to the queue/ }).click();
  await expect(held).toHaveCount(0);
  await more('Left without being seen');
  await page.getByRole('button', { name: 'Left without being seen', exact: true }).click();
  await expect(page.getByText(/1 gone without being seen/)).toBeVisible();
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(page.getByRole('table', { name: 'Gone' })).toContainText('Nila Dutta');
  await lookAt(page, 'queue-over');
});

test('a host that is killed has every ticket it gave, and gives none of them again [QE1]', async ({
  page,
}) => {
  const desk = deskOn(page);
  await desk.enter(host.url);
  await desk.goTo('Queue');
  await walkIn(desk, 'Mira Pal');
  await expect(desk.toast('Mira Pal has a ticket.')).toBeVisible();
  await host.kill();
  await expect(page.getByText(/Reaching for the host/)).toBeVisible();
  await host.start();
  await expect(page.getByText(/Reaching for the host/)).toHaveCount(0, { timeout: 20_000 });
  await walkIn(desk, 'Usha Gomes');
  await expect(page.getByRole('row').filter({ hasText: 'Mira Pal' })).toHaveCount(1);
  const tickets = await page.locator('.queue-ticket').allTextContents();
  expect(new Set(tickets).size).toBe(tickets.length);
});
