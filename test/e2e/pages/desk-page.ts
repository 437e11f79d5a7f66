import { expect, type Locator, type Page } from '@playwright/test';

/** What a person at a desk does, in their words. */
export interface DeskPage {
  readonly page: Page;
  /**
   * Opens the desk as an administrator of the sample clinic, whether or not it is there yet, or as
   * another of its people when it is.
   */
  readonly enter: (url: string, person?: string) => Promise<void>;
  readonly goTo: (screen: string) => Promise<void>;
  /** Takes an option of a list of choices. */
  readonly choose: (label: string, option: string) => Promise<void>;
  /** Shows the day that is `days` from today. */
  readonly goToDay: (days: number) => Promise<void>;
  readonly card: (patient: string) => Locator;
  /** Opens the booking panel, fills it, and leaves the last click to the test. */
  readonly fillBooking: (booking: Booking) => Promise<void>;
  /** Opens the form of new working time from the settings, and fills it for one day. */
  readonly fillWork: (work: Work) => Promise<Locator>;
  readonly book: (booking: Booking & { readonly newPatient: string }) => Promise<void>;
  /** What was done, with the button that takes it back; of several such, the last. */
  readonly toast: (text: string | RegExp) => Locator;
  /** Drags a card down by so many pixels. */
  readonly dragDown: (patient: string, px: number) => Promise<void>;
}

export interface Booking {
  readonly doctor: string;
  /** 'YYYY-MM-DD'. */
  readonly day: string;
  readonly time: string;
  readonly service?: string;
  /** The sample is another one each day: where this time is taken, the first one offered is as good. */
  readonly orFree?: boolean;
  /** Else the patient is left to be found. */
  readonly newPatient?: string;
}

export interface Work {
  readonly doctor: string;
  /** 'YYYY-MM-DD'. */
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

/** The first of all sample clinics is made while one waits, perhaps on a busy machine. */
const SAMPLE_MADE = { timeout: 120_000 };
/** A host answers, and the first screen comes, on a machine that has much else to do. */
const HOST_READY = { timeout: 60_000 };

/** A host's link signs the first window in that opens it; tests sign in as people do. */
const withoutCode = (url: string): string => url.replace(/#code=.*$/, '');

export function deskOn(page: Page): DeskPage {
  const goTo = async (screen: string): Promise<void> => {
    const rail = page.getByRole('navigation');
    const inRail = rail.getByRole('button', { name: screen });
    await expect(rail).toBeVisible();
    if (await inRail.isVisible()) return inRail.click();
    await rail.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: screen }).click();
    await expect(page.getByRole('menu', { name: 'More' })).toBeHidden();
  };
  const choose = async (label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };
  const takeFree = async (panel: Locator): Promise<void> => {
    const instead = panel.getByText('Free instead:');
    await expect(panel.getByText(/Held for you/).or(instead)).toBeVisible();
    if (await instead.isVisible())
      await panel.getByRole('button', { name: '· Dr.' }).first().click();
  };
  const fillBooking = async (booking: Booking): Promise<void> => {
    await page.getByRole('button', { name: 'New booking' }).click();
    await choose('Doctor', booking.doctor);
    const panel = page.getByRole('complementary');
    await panel.getByLabel('Day', { exact: true }).fill(booking.day);
    await panel.getByLabel('Time', { exact: true }).fill(booking.time);
    if (booking.service) await choose('Service', booking.service);
    if (booking.orFree) await takeFree(panel);
    if (booking.newPatient === undefined) return;
    await page.getByRole('button', { name: 'New patient' }).click();
    await panel.getByLabel('Name').fill(booking.newPatient);
  };
  const fillWork = async (work: Work): Promise<Locator> => {
    await goTo('Settings');
    await page.getByRole('button', { name: 'Add working time…' }).click();
    const panel = page.getByRole('region', { name: 'New working time' });
    await panel.getByRole('combobox', { name: 'Doctor' }).click();
    await page.getByRole('option', { name: work.doctor }).click();
    await panel.getByLabel('Day').fill(work.day);
    await panel.getByLabel('From').fill(work.from);
    await panel.getByLabel('Until').fill(work.until);
    return panel;
  };
  const card = (patient: string): Locator =>
    page.locator('.rbc-event:not(.rbc-addons-dnd-drag-preview)').filter({ hasText: patient });
  return {
    page,
    goTo,
    choose,
    fillWork,
    card,
    fillBooking,
    toast: (text) => page.getByRole('alert').filter({ hasText: text }).last(),
    dragDown: async (patient, px) => {
      await card(patient).scrollIntoViewIfNeeded();
      const box = await card(patient).boundingBox();
      if (!box) throw new Error('The card is on the screen.');
      const [x, y] = [box.x + 40, box.y + 10];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y + px, { steps: 8 });
      await page.mouse.up();
    },
    enter: async (url, person = 'Ruma Paul') => {
      await page.goto(withoutCode(url));
      const sample = page.getByText('Open the sample clinic');
      // The sign-in screen says the role behind the name; the button of who is in begins otherwise.
      const signIn = page.getByRole('button', { name: new RegExp(`^${person} \\(`) });
      const isIn = page.getByRole('button', { name: 'New booking' });
      await expect(sample.or(signIn).or(isIn).first()).toBeVisible(HOST_READY);
      if (await sample.isVisible()) await sample.click();
      else if (await signIn.isVisible()) await signIn.click();
      await expect(isIn).toBeVisible(SAMPLE_MADE);
      await expect(page.locator('.rbc-event').first()).toBeVisible(HOST_READY);
    },
    goToDay: async (days) => {
      for (let i = 0; i < days; i += 1)
        await page.getByRole('button', { name: 'Next day' }).click();
    },
    book: async (booking) => {
      await fillBooking(booking);
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      await expect(page.getByRole('heading', { name: booking.newPatient })).toBeVisible();
    },
  };
}
