// Opens pages, and notes whatever one should not have done.

import type { Page } from 'puppeteer';

/** What Chrome itself says about WebGPU, whatever the page does. */
const EXPECTED_MESSAGES = [
  'WebGPU is experimental on this platform', // Linux, with the software adapter
  'No available adapters', // where a test takes the adapter away
];

/**
 * Watches a page from now on.
 *
 * @param origin - The page's own; requests to any other are noted.
 * @returns a list that grows: console errors and warnings, uncaught errors, failed requests, requests to other hosts.
 */
export function watchPage(page: Page, origin: string): readonly string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    const isExpected = EXPECTED_MESSAGES.some((text) => message.text().includes(text));
    if (['error', 'warn'].includes(message.type()) && !isExpected) {
      problems.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${String(error)}`));
  page.on('requestfailed', (request) =>
    problems.push(`failed request: ${request.url()} ${request.failure()?.errorText ?? ''}`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    const isOwn = asked === origin || protocol === 'data:' || protocol === 'blob:';
    if (!isOwn) problems.push(`request to another host: ${request.url()}`);
  });
  return problems;
}

/** So long a page asks for nothing once it has all it needs, ms; between two files of it there is less. */
const QUIET_MS = 100;

/** Takes a new page to an address, and waits until it has what it asks for. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForNetworkIdle({ idleTime: QUIET_MS });
}
