// The shell of the built page: navigation, addresses, themes, what it may load, and life without a network.

import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { PAGES, pageHash } from '../../src/dashboard/proofworks-app/pages.ts';
import { type Served, serve } from '../setup/browser.ts';
import { accessibilityProblems, focused } from './accessibility.ts';
import { servePage } from './e2e.ts';
import { keepScreenshot } from './screenshot.ts';
import { ShellDriver, type ShellOptions } from './shell-driver.ts';

const served = servePage();

/** Opens the page, uses it, and expects that it did nothing it should not. */
async function use(
  options: Omit<ShellOptions, 'url'>,
  drive: (driver: ShellDriver) => Promise<void>,
): Promise<void> {
  const driver = await ShellDriver.open(served.browser, { url: served.url, ...options });
  try {
    await drive(driver);
    expect(driver.problems).toEqual([]);
  } finally {
    await driver.close();
  }
}

const [FIRST, ...OTHERS] = PAGES;

describe('navigation', () => {
  test('reaches every page by keyboard; title, address and focus follow', () =>
    use({}, async (driver) => {
      const { page } = driver;
      await driver.shows(FIRST.id);
      for (const { id, title } of [...OTHERS, FIRST]) {
        // Past everything on the page before: on a slow machine a whole race is there, each of its events a button.
        for (let tabs = 0; tabs < 400 && !(await focused(page)).startsWith(`a ${title}`); tabs++) {
          await page.keyboard.press('Tab');
        }
        await page.keyboard.press('Enter');
        await driver.shows(id);
        expect(await page.title()).toBe(`${title} · Proofworks`);
        expect(new URL(page.url()).hash).toMatch(new RegExp(`^#/${id}(?:\\?|$)`, 'u'));
        await page.waitForFunction(() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return element?.localName === 'h1';
        });
        // The next round begins at the top again.
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      }
    }));

  test('goes back and forth', () =>
    use({ hash: pageHash(FIRST) }, async (driver) => {
      for (const { id } of OTHERS) {
        await driver.page.evaluate((hash) => location.assign(hash), `#/${id}`);
        await driver.shows(id);
      }
      for (const { id } of [FIRST, ...OTHERS].slice(0, -1).toReversed()) {
        await driver.page.goBack();
        await driver.shows(id);
      }
    }));

  test('keeps a page as it was left: the same element, with what it was doing', () =>
    use({ hash: '#/benchmark?seconds=3' }, async (driver) => {
      await driver.shows('benchmark');
      const mark = await driver.waitFor('benchmark-page');
      await mark.evaluate((element) => element.setAttribute('title', 'the one'));
      for (const { id } of PAGES.filter((page) => page.id !== 'benchmark')) {
        await (await driver.waitFor(`nav a[href^="#/${id}"]`)).click();
        await driver.shows(id);
      }
      await (await driver.waitFor('nav a[href^="#/benchmark"]')).click();
      await driver.waitFor('benchmark-page[title="the one"]');
      expect(new URL(driver.page.url()).hash).toBe('#/benchmark?seconds=3');
    }));

  test.each(['#/nowhere', '#', '#/mine/deeper', '#?x=1'])('shows the first page at %s', (hash) =>
    use({ hash }, async (driver) => {
      await driver.shows(FIRST.id);
      expect(await driver.page.title()).toBe(`${FIRST.title} · Proofworks`);
      const current = await driver.waitFor('nav a[aria-current="page"]');
      expect(await current.evaluate((link) => link.textContent?.trim())).toMatch(
        new RegExp(`^${FIRST.title}`, 'u'),
      );
    }),
  );

  test('skips to the page with one key, and stays at its address', () =>
    use({ hash: pageHash(FIRST) }, async ({ page }) => {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('a Skip to the page');
      await page.keyboard.press('Enter');
      expect(await focused(page)).toMatch(/^main /u);
      expect(new URL(page.url()).hash).toBe(pageHash(FIRST));
    }));
});

describe('a page in the background', () => {
  test('draws nothing, and catches up when it is shown again', () =>
    use(
      {
        hash: '#/difficulty?view=history',
        before: () => {
          const { clearRect } = CanvasRenderingContext2D.prototype;
          Object.assign(globalThis, { drawings: 0 });
          CanvasRenderingContext2D.prototype.clearRect = function (...box) {
            (globalThis as unknown as { drawings: number }).drawings++;
            clearRect.apply(this, box);
          };
        },
      },
      async (driver) => {
        const chart = await driver.waitFor('series-chart');
        const drawings = () =>
          driver.page.evaluate(() => (globalThis as unknown as { drawings: number }).drawings);
        /** Gives the chart its values once more, as a snapshot would, and waits for many frames. */
        const renew = () =>
          chart.evaluate(
            (element) =>
              new Promise<void>((resolve) => {
                const shown = element as Element & { spec: object };
                shown.spec = { ...shown.spec };
                setTimeout(resolve, 500);
              }),
          );
        await expect.poll(drawings, { timeout: 10_000 }).toBeGreaterThan(0);
        const before = await drawings();
        await renew();
        const inFront = await drawings();
        expect(inFront).toBeGreaterThan(before);
        await (await driver.waitFor('nav a[href^="#/benchmark"]')).click();
        await driver.shows('benchmark');
        const left = await drawings();
        await renew();
        expect(await drawings()).toBe(left);
        await (await driver.waitFor('nav a[href^="#/difficulty"]')).click();
        await expect.poll(drawings, { timeout: 5_000 }).toBeGreaterThan(left);
      },
    ));
});

describe('a page whose code does not come', () => {
  test('says so, and comes when it is tried again', async () => {
    const driver = await ShellDriver.open(served.browser, { url: served.url, hash: '#/nowhere' });
    try {
      const { page } = driver;
      let isBroken = true;
      // The kept copy would have the code.
      await page.setBypassServiceWorker(true);
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        const isPage = /\/assets\/\w+-page-[^/]*\.js$/u.test(request.url());
        void (isPage && isBroken ? request.abort('connectionrefused') : request.continue());
      });
      await page.reload({ waitUntil: 'networkidle0' });
      const callout = await driver.waitFor('notice-callout[tone="bad"]');
      expect(await callout.evaluate((element) => element.getAttribute('heading'))).toBe(
        `${FIRST.title} could not be loaded`,
      );
      isBroken = false;
      await (await driver.waitFor('notice-callout button')).click();
      await driver.shows(FIRST.id);
    } finally {
      await driver.close();
    }
  });
});

describe('for everyone', () => {
  const cases = PAGES.flatMap(({ id }) => (['light', 'dark'] as const).map((scheme) => ({ id, scheme })));

  describe.each(cases)('$id in the $scheme theme', ({ id, scheme }) => {
    let driver: ShellDriver;
    beforeAll(async () => {
      driver = await ShellDriver.open(served.browser, {
        url: served.url,
        hash: `#/${id}`,
        width: 390,
        scheme,
      });
      await driver.shows(id);
      await driver.page.waitForNetworkIdle();
    });
    afterAll(() => driver?.close());

    test.each([390, 768, 1440])('axe finds nothing at %i px, and nothing scrolls sideways', async (width) => {
      await driver.resize(width);
      expect(await accessibilityProblems(driver.page)).toEqual([]);
      await keepScreenshot(driver.page, `${id} ${width} ${scheme}`);
      expect(
        await driver.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0);
    });

    test('it did nothing meanwhile that it should not', () => {
      expect(driver.problems).toEqual([]);
    });
  });

  test('the browser’s own surfaces take the chosen theme, and keep it over a reload', () =>
    use({ scheme: 'light' }, async (driver) => {
      const colour = () =>
        driver.page.evaluate(
          () =>
            [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].find(
              ({ media }) => matchMedia(media).matches,
            )?.content,
        );
      const light = await colour();
      await driver.page.$$eval('>>> input[name="theme"]', (inputs) =>
        inputs.find((input) => input.parentElement?.textContent?.trim() === 'Dark')?.click(),
      );
      const dark = await colour();
      expect(dark).not.toBe(light);
      await driver.page.reload({ waitUntil: 'networkidle0' });
      expect(await colour()).toBe(dark);
    }));
});

describe('what the page may load', () => {
  /** Tries something in the page. @returns the directive that refused it; null where nothing did. */
  const refusal = (driver: ShellDriver, attempt: string): Promise<string | null> =>
    driver.page.evaluate(
      (code) =>
        new Promise<string | null>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          // What is allowed causes no event; what is refused has its own, and is waited for.
          setTimeout(() => resolve(null), code === 'own file' ? 500 : 15_000);
          // Built by the driver, which the page's policy does not bind.
          const run = { fetch: () => void fetch('https://other.invalid/').catch(() => {}) } as Record<
            string,
            () => void
          >;
          run['image'] = () => {
            new Image().src = 'https://other.invalid/a.png';
          };
          run['inline script'] = () => {
            const script = document.createElement('script');
            script.textContent = '1';
            document.body.append(script);
          };
          run['style attribute'] = () => document.body.setAttribute('style', 'color: red');
          run['own file'] = () => void fetch('./favicon.svg');
          run[code]?.();
        }),
      attempt,
    );

  test.each([
    ['fetch', 'connect-src'],
    ['image', 'img-src'],
    ['inline script', 'script-src-elem'],
    ['style attribute', 'style-src-attr'],
    ['own file', null],
  ])('%s: refused by %s', async (attempt, directive) => {
    const driver = await ShellDriver.open(served.browser, { url: served.url });
    try {
      expect(await refusal(driver, attempt)).toBe(directive);
    } finally {
      await driver.close();
    }
  });
});

describe('without a network', () => {
  test('every page comes from the kept copy', async () => {
    const away = await serve(inject('built').page);
    const driver = await ShellDriver.open(served.browser, { url: away.url });
    try {
      await driver.isKept();
      // Nobody answers any more, neither the page nor its service worker.
      await away.close();
      for (const page of PAGES) {
        await driver.page.goto(`${away.url}?from=home${pageHash(page)}`);
        await driver.page.reload({ waitUntil: 'networkidle0' });
        await driver.shows(page.id);
      }
      expect(driver.problems).toEqual([]);
      const asked = await driver.page.evaluate(() =>
        fetch('./not-there').then(
          () => 'answered',
          () => 'nobody there',
        ),
      );
      expect(asked).toBe('nobody there');
    } finally {
      await driver.close();
    }
  });

  test.each([
    [
      'refuses service workers',
      () => {
        ServiceWorkerContainer.prototype.register = () =>
          Promise.reject(new DOMException('no', 'SecurityError'));
      },
    ],
    [
      'has none',
      () => {
        // As in a browser without them: the property is not even there.
        Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
      },
    ],
  ])('a browser that %s shows the page all the same', (_name, before) =>
    use({ before }, (driver) => driver.shows(FIRST.id)),
  );
});

describe('a new version', () => {
  let copy: string;
  let copied: Served;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'proofworks-page-'));
    await cp(inject('built').page, join(copy, 'page'), { recursive: true });
    copied = await serve(join(copy, 'page'));
  });
  afterAll(async () => {
    await copied?.close();
    await rm(copy, { recursive: true, force: true });
  });

  test('is offered, never taken by itself, and there after Reload', async () => {
    const driver = await ShellDriver.open(served.browser, { url: copied.url });
    try {
      const { page } = driver;
      await driver.isKept();
      await page.reload({ waitUntil: 'networkidle0' });
      await page.evaluate(() => Object.assign(globalThis, { isOld: true }));
      // The server knows its files from when it started.
      await copied.close();
      await appendFile(join(copy, 'page', 'service-worker.js'), '\n// another version\n');
      copied = await serve(join(copy, 'page'), Number(new URL(copied.url).port));
      await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
      const toast = await driver.waitFor('.toast');
      expect(await toast.evaluate((element) => element.textContent)).toContain(
        'A new version of Proofworks is here',
      );
      expect(await page.evaluate(() => 'isOld' in globalThis)).toBe(true);
      await Promise.all([
        page.waitForNavigation({ waitUntil: 'networkidle0' }),
        page.locator('>>> .toast button').click(),
      ]);
      expect(await page.evaluate(() => 'isOld' in globalThis)).toBe(false);
      await driver.shows(FIRST.id);
      expect(driver.problems).toEqual([]);
    } finally {
      await driver.close();
    }
  });
});

describe('the installed page', () => {
  test('has a manifest that Chrome finds nothing wrong with', () =>
    use({}, async (driver) => {
      await driver.isKept();
      const session = await driver.page.createCDPSession();
      const { errors, data } = await session.send('Page.getAppManifest');
      expect(errors).toEqual([]);
      expect(JSON.parse(data ?? '{}')).toMatchObject({
        name: 'Proofworks',
        display: 'standalone',
        start_url: './',
      });
      const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
      // A test's own profile forgets everything, and nothing is installed from such a one.
      expect(
        installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'),
      ).toEqual([]);
    }));

  test('has icons of the sizes that the manifest says', async () => {
    const directory = inject('built').page;
    const { icons } = JSON.parse(await readFile(join(directory, 'manifest.webmanifest'), 'utf8')) as {
      icons: readonly { src: string; sizes: string; type: string; purpose?: string }[];
    };
    for (const { src, sizes, type } of icons) {
      const file = await readFile(join(directory, src));
      if (type !== 'image/png') continue;
      // Width and height stand in the first chunk of a PNG.
      expect(`${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`, src).toBe(sizes);
    }
    expect(icons.map(({ purpose = 'any' }) => purpose)).toEqual(expect.arrayContaining(['any', 'maskable']));
  });
});
