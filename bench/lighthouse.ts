// What does Lighthouse say of the built pages? Desktop, cold cache, each page by its address; the median of three runs.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer';
import { preview } from 'vite';
import { CHROME_FLAGS, findBrowser } from '../src/cli/find-browser.ts';
import { medianInterval } from '../src/miner/index.ts';
import type { Findings } from './measure.ts';

const PAGES = ['mine', 'benchmark', 'difficulty'] as const;
const RUNS = 3;
/** Least scores wanted, of 100. */
const WANTED = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;
type Category = keyof typeof WANTED;
const CATEGORIES = Object.keys(WANTED) as Category[];

/** One audit that did not pass. */
interface Fault {
  readonly page: string;
  readonly audit: string;
  readonly says: string;
}

/** Scores of the built pages, the worst page's for each category. */
export async function lighthouseScores(): Promise<Findings> {
  const directory = fileURLToPath(new URL('../page/', import.meta.url));
  const server = await preview({
    configFile: false,
    root: dirname(dirname(directory)),
    logLevel: 'error',
    build: { outDir: directory },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.resolvedUrls?.local[0];
  const executablePath = findBrowser();
  if (address === undefined || executablePath === null)
    throw new Error('no browser, or no address to serve on');
  const scores = new Map<string, number[]>();
  const faults: Fault[] = [];
  const timings: unknown[] = [];
  try {
    for (const page of PAGES) {
      for (let run = 0; run < RUNS; run++) {
        const browser = await puppeteer.launch({
          executablePath,
          headless: true,
          args: [...CHROME_FLAGS.general, ...CHROME_FLAGS.softwareGpu],
        });
        try {
          const port = Number(new URL(browser.wsEndpoint()).port);
          const flags = { port, onlyCategories: CATEGORIES, output: 'json', logLevel: 'error' } as const;
          const result = await lighthouse(`${address}#/${page}`, flags, desktopConfig);
          if (result === undefined) throw new Error(`Lighthouse gave nothing for ${page}`);
          const { categories, audits } = result.lhr;
          for (const category of CATEGORIES) {
            const score = Math.round((categories[category]?.score ?? 0) * 100);
            const key = `${page} ${category}`;
            scores.set(key, [...(scores.get(key) ?? []), score]);
          }
          const metric = (id: string) => Math.round(audits[id]?.numericValue ?? Number.NaN);
          timings.push({
            page,
            firstContentfulPaintMs: metric('first-contentful-paint'),
            largestContentfulPaintMs: metric('largest-contentful-paint'),
            totalBlockingTimeMs: metric('total-blocking-time'),
            cumulativeLayoutShift: audits['cumulative-layout-shift']?.numericValue,
          });
          if (run > 0) continue;
          for (const category of CATEGORIES) {
            for (const { id, weight } of categories[category]?.auditRefs ?? []) {
              const audit = audits[id];
              if (weight > 0 && audit !== undefined && audit.score !== null && audit.score < 1) {
                faults.push({ page, audit: id, says: `${audit.title} ${audit.displayValue ?? ''}`.trim() });
              }
            }
          }
        } finally {
          await browser.close();
        }
      }
    }
  } finally {
    await server.close();
  }
  const median = (key: string) => medianInterval(scores.get(key) ?? []).median;
  return {
    figures: CATEGORIES.map((category) => ({
      what: `Lighthouse, desktop, ${category}: the lowest of ${PAGES.join(', ')}`,
      value: Math.min(...PAGES.map((page) => median(`${page} ${category}`))),
      atLeast: WANTED[category],
    })),
    details: { scores: Object.fromEntries(scores), timings, faults },
  };
}
