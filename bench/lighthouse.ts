// What does Lighthouse say of the built pages? Desktop, cold cache, each page by its address; the median of three runs.

import lighthouse, { desktopConfig } from 'lighthouse';
import { medianInterval } from '../src/miner/index.ts';
import { withBrowser, withBuiltPage } from './built-page.ts';
import type { Findings } from './measure.ts';

const PAGES = ['mine', 'benchmark', 'difficulty'] as const;
const RUNS = 3;
/** Least scores wanted, of 100. */
const WANTED = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;
type Category = keyof typeof WANTED;
const CATEGORIES = Object.keys(WANTED) as Category[];

/** One visit of one page, as Lighthouse judged it. */
interface Visit {
  readonly page: string;
  /** By category, of 100. */
  readonly scores: Readonly<Record<Category, number>>;
  readonly timings: Readonly<Record<string, number>>;
  /** Audits that count and did not pass. */
  readonly faults: readonly string[];
}

/** Scores of the built pages, the lowest of the pages for each category. */
export async function lighthouseScores(): Promise<Findings> {
  const visits = await withBuiltPage(async (address) => {
    const all: Visit[] = [];
    for (const page of PAGES) {
      for (let run = 0; run < RUNS; run++) all.push(await visit(address, page));
    }
    return all;
  });
  const median = (page: string, category: Category) =>
    medianInterval(visits.filter((one) => one.page === page).map(({ scores }) => scores[category])).median;
  return {
    figures: CATEGORIES.map((category) => ({
      what: `Lighthouse, desktop, ${category}: the lowest of ${PAGES.join(', ')}`,
      value: Math.min(...PAGES.map((page) => median(page, category))),
      atLeast: WANTED[category],
    })),
    details: { visits },
  };
}

function visit(address: string, page: string): Promise<Visit> {
  return withBrowser(async (browser) => {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const result = await lighthouse(
      `${address}#/${page}`,
      { port, onlyCategories: CATEGORIES, output: 'json', logLevel: 'error' },
      desktopConfig,
    );
    if (result === undefined) throw new Error(`Lighthouse gave nothing for ${page}`);
    const { categories, audits } = result.lhr;
    const value = (id: string) => audits[id]?.numericValue ?? Number.NaN;
    const faults = CATEGORIES.flatMap((category) =>
      (categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
        const audit = audits[id];
        const isFault = weight > 0 && audit !== undefined && audit.score !== null && audit.score < 1;
        return isFault ? [`${id}: ${audit.title} ${audit.displayValue ?? ''}`.trim()] : [];
      }),
    );
    const scoreOf = (category: Category) => Math.round((categories[category]?.score ?? 0) * 100);
    return {
      page,
      scores: Object.fromEntries(
        CATEGORIES.map((category) => [category, scoreOf(category)]),
      ) as Visit['scores'],
      timings: {
        firstContentfulPaintMs: Math.round(value('first-contentful-paint')),
        largestContentfulPaintMs: Math.round(value('largest-contentful-paint')),
        totalBlockingTimeMs: Math.round(value('total-blocking-time')),
        cumulativeLayoutShift: value('cumulative-layout-shift'),
      },
      faults,
    };
  });
}
