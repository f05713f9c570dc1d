// The colours keep what their sheet promises: WCAG's contrast ratios, computed from the sheet itself.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const SHEET = readFileSync(new URL('../../../../src/dashboard/style/tokens.css', import.meta.url), 'utf8');
const SCHEMES = ['light', 'dark'] as const;

/** Colours by name, light and dark. */
const COLOURS = new Map(
  [...SHEET.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gu)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, scheme: (typeof SCHEMES)[number]): number {
  const [high = 0, low = 0] = [one, other]
    .map((name) => luminance(COLOURS.get(name)?.[scheme] ?? ''))
    .toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const pairs = (inks: readonly string[], grounds: readonly string[]) =>
  inks.flatMap((ink) => grounds.flatMap((ground) => SCHEMES.map((scheme) => [ink, ground, scheme] as const)));

describe('contrast', () => {
  it('is computed as WCAG does', () => {
    expect((luminance('#ffffff') + 0.05) / (luminance('#000000') + 0.05)).toBeCloseTo(21, 10);
    expect(luminance('#777777')).toBeCloseTo(0.1845, 4);
  });

  it.each(
    pairs(
      ['ink', 'ink-2', 'ink-3', 'spend-ink', 'keep-ink', 'bad', 'good'],
      ['ground', 'panel', 'sunk', 'field'],
    ),
  )('of text in %s on %s in the %s theme is at least 4.5', (ink, ground, scheme) => {
    expect(contrast(ink, ground, scheme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(
    pairs(
      [
        ...Array.from({ length: 9 }, (_, i) => `heat-${i + 1}`),
        'ember-2',
        'ember-3',
        'ember-4',
        'ember-5',
        'ice-2',
        'ice-3',
        'ice-4',
        'spend',
        'keep',
        'line-strong',
      ],
      ['ground', 'panel', 'field'],
    ),
  )('of marks in %s on %s in the %s theme is at least 3', (mark, ground, scheme) => {
    expect(contrast(mark, ground, scheme)).toBeGreaterThanOrEqual(3);
  });

  it.each(pairs(['on-spend'], ['spend', 'spend-hover']))(
    'of a main button’s word, %s on %s in the %s theme, is at least 4.5',
    (ink, ground, scheme) => {
      expect(contrast(ink, ground, scheme)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(pairs(['ground'], ['ink', 'bad']))(
    'of a toast’s word, %s on %s in the %s theme, is at least 4.5',
    (ink, ground, scheme) => {
      expect(contrast(ink, ground, scheme)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

it('the browser’s own surfaces have the page’s ground', () => {
  const page = readFileSync(new URL('../../../../index.html', import.meta.url), 'utf8');
  for (const scheme of SCHEMES) {
    expect(page).toMatch(
      new RegExp(`data-scheme="${scheme}"[^>]*content="${COLOURS.get('ground')?.[scheme]}"`, 'u'),
    );
  }
});
