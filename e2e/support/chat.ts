import type { Participant } from '../../fixtures/index.ts';

/** Says something by the demo page's chat line. */
export async function say({ page }: Participant, text: string): Promise<void> {
  await page.getByLabel('Message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** The lines of somebody's chat. */
export function chatOf({ page }: Participant) {
  return page.getByRole('log', { name: 'Chat' }).getByRole('listitem');
}
