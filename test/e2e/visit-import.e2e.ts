import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { hostOfFile, test } from './pages/clinic-test.ts';
import { deskOn } from './pages/desk-page.ts';
import { lookAt } from './pages/look-at.ts';
import { nextMonday } from './pages/next-monday.ts';

// Appointments of another program, brought in from a table through the screen by the real program.

const host = hostOfFile('sample');
const MONDAY = nextMonday();

const FILE = `appointment no,date,start,minutes,patient,birth,phone,status
1,${MONDAY.day},09:00,15,Joya Mitra,1990-01-31,98300 11842,
2,${MONDAY.day},09:15,15,Rina Dey,,,
3,${MONDAY.day},09:05,15,Tara Sen,,,
4,${MONDAY.day},03:00,15,Uma Pal,,,
`;

test('appointments of a file are looked at row by row, booked, and taken back [IV1] [IV3] [IV4]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const desk = deskOn(page);
  const main = page.getByRole('main');
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  const lookWell = async (name: string): Promise<void> => {
    await lookAt(page, name);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  };
  const fact = (name: string) => main.locator('dt', { hasText: name }).locator('+ dd');
  await desk.enter(host.url);
  await desk.goTo('Import');
  const buffer = Buffer.from(FILE);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer });
  await desk.choose('Whose, where the file does not say', 'Priya Das');
  await desk.choose('For what, where the file does not say', 'Consultation');
  await lookWell('visit-import-form');
  await press('Check the file');
  await expect(fact('New patients')).toHaveText('2');
  await expect(main.getByRole('row', { name: /Tara Sen/ })).toContainText('Left out:');
  await expect(main.getByRole('row', { name: /Uma Pal/ })).toContainText('Left out:');
  await lookWell('visit-import-report');
  await press('Import');
  await expect(page.getByText('Imported.')).toBeVisible();
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  await expect(desk.card('Joya Mitra')).toHaveCount(1);
  await expect(desk.card('Rina Dey')).toHaveCount(1);
  await expect(desk.card('Tara Sen')).toHaveCount(0);
  await desk.goTo('Import');
  await main.getByRole('button', { name: 'Take back' }).first().click();
  await expect(main.getByRole('cell', { name: 'Taken back' })).toHaveCount(1);
  await desk.goTo('Schedule');
  await desk.goToDay(MONDAY.daysAhead);
  await expect(desk.card('Rina Dey')).toHaveCount(0);
});
