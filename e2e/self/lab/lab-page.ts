import { expect, type Locator, type Page } from '@playwright/test';

/** The lab's page as a person uses it: by names and roles. */
export interface LabPage {
  card(name: string): Locator;
  /** One line of a person's states, for example `Room`. */
  state(name: string, label: string): Locator;
  toggle(name: string, fault: string): Locator;
  button(name: string, label: string): Locator;
  gather(): Promise<void>;
  skip(what: string): Promise<void>;
  readonly said: Locator;
  readonly trouble: Locator;
}

/** What the page says when everybody has come. */
export const GATHERED = 'Everybody is in the room and on air.';

/** Opens the lab's page. */
export async function openLabPage(page: Page, url: string): Promise<LabPage> {
  await page.goto(url);
  const card = (name: string) => page.getByRole('article', { name, exact: true });
  const said = page.locator('#said');
  return {
    card,
    state: (name, label) => card(name).getByRole('listitem').filter({ hasText: label }).locator('b'),
    toggle: (name, fault) => card(name).getByRole('switch', { name: fault, exact: true }),
    button: (name, label) => card(name).getByRole('button', { name: label, exact: true }),
    async gather() {
      await page.getByRole('button', { name: 'Everybody joins' }).click();
      await expect(said).toContainText(GATHERED);
    },
    async skip(what) {
      await page.getByRole('button', { name: what, exact: true }).click();
      await expect(said).toHaveText(/^(Skipped|Something came|Nothing came)/);
    },
    said,
    trouble: page.getByRole('alert'),
  };
}
