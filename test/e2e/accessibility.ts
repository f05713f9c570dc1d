// A page for everyone: what assistive technology and the keyboard meet.

import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'puppeteer';

/** What axe has against the page as it stands, in words; nothing where all is well. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    () => (globalThis as unknown as { axe: typeof axe }).axe.run() as Promise<AxeResults>,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${String(target)}: ${failureSummary}`),
  );
}

/** What has the focus, through all shadow trees: its tag and text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.localName} ${element?.textContent?.trim()}`;
  });
}
