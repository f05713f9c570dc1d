// What every chart needs of the page: its colours and type for canvases, and the width it has.

/** The tokens of colours that pictures use. */
export const TOKENS = [
  'ground',
  'panel',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'ember-1',
  'ember-2',
  'ember-3',
  'ember-4',
  'ember-5',
  'heat-1',
  'heat-2',
  'heat-3',
  'heat-4',
  'heat-5',
  'heat-6',
  'heat-7',
  'heat-8',
  'heat-9',
  'ice-1',
  'ice-2',
  'ice-3',
  'ice-4',
  'spend-ink',
  'keep',
  'keep-ink',
  'bad',
] as const;

/** The tokens as colours that a canvas takes. */
export type Colours = Readonly<Record<(typeof TOKENS)[number], string>>;

/** Fonts of canvases: `font('sans', 13)`. */
export function font(family: 'sans' | 'mono', sizePx: number, weight = 400): string {
  const name = family === 'sans' ? '"Geist Variable", system-ui' : '"Geist Mono Variable", ui-monospace';
  return `${weight} ${sizePx}px ${name}, ${family === 'sans' ? 'sans-serif' : 'monospace'}`;
}

/** Reads the tokens as they are now; a canvas knows neither `var()` nor `light-dark()`. */
export function readColours(near: Element): Colours {
  const probe = document.createElement('span');
  probe.hidden = true;
  near.append(probe);
  const style = getComputedStyle(probe);
  const entries = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, style.color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Colours;
}

/** Resolves once both fonts can be drawn; a missing font is drawn with the next in line. */
export async function fontsReady(): Promise<void> {
  await Promise.allSettled([document.fonts.load(font('sans', 13)), document.fonts.load(font('mono', 13))]);
}
