// A chart as a picture to keep: title, unit, chart, sentence, origin, on an opaque ground.

import { type Colours, font } from '../charts/chart.ts';

/** What stands around the chart. */
export interface PictureWords {
  readonly heading: string;
  readonly unit: string;
  readonly say: string;
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
  /** The line at the foot. */
  readonly origin: string;
}

/** Canvas pixels per CSS pixel. */
export const PICTURE_SCALE = 2;

const MARGIN = 24;
const LINE = 20;

/**
 * Puts a chart and its words on a ground.
 *
 * @param chart - Drawn at `PICTURE_SCALE`.
 * @throws {Error} if the browser gives no canvas.
 */
export function framePicture(
  chart: HTMLCanvasElement,
  words: PictureWords,
  colours: Colours,
): HTMLCanvasElement {
  const chartWidth = chart.width / PICTURE_SCALE;
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser gives no canvas to draw on');
  ctx.font = font('sans', 13);
  const say = wrapped(words.say, chartWidth, (text) => ctx.measureText(text).width);
  const top = MARGIN + 28 + (words.legend.length > 0 ? LINE : 0);
  const chartHeight = chart.height / PICTURE_SCALE;
  const height = top + chartHeight + (say.length > 0 ? 10 + say.length * LINE : 0) + 22 + MARGIN;
  const width = chartWidth + 2 * MARGIN;
  canvas.width = width * PICTURE_SCALE;
  canvas.height = height * PICTURE_SCALE;
  ctx.scale(PICTURE_SCALE, PICTURE_SCALE);
  ctx.fillStyle = colours.panel;
  ctx.fillRect(0, 0, width, height);
  ctx.textBaseline = 'alphabetic';

  ctx.font = font('sans', 15, 600);
  ctx.fillStyle = colours.ink;
  ctx.fillText(words.heading, MARGIN, MARGIN + 12);
  const headed = MARGIN + ctx.measureText(words.heading).width + 10;
  ctx.font = font('sans', 13);
  ctx.fillStyle = colours['ink-3'];
  ctx.fillText(words.unit, headed, MARGIN + 12, Math.max(0, width - MARGIN - headed));
  let at = MARGIN;
  for (const { label, colour } of words.legend) {
    ctx.fillStyle = colour;
    ctx.fillRect(at, MARGIN + 26, 10, 8);
    ctx.fillStyle = colours['ink-2'];
    ctx.fillText(label, at + 16, MARGIN + 34);
    at += 16 + ctx.measureText(label).width + 18;
  }

  ctx.drawImage(chart, MARGIN, top, chartWidth, chartHeight);
  ctx.fillStyle = colours['ink-2'];
  for (const [index, line] of say.entries())
    ctx.fillText(line, MARGIN, top + chartHeight + 24 + index * LINE);
  ctx.font = font('sans', 12);
  ctx.fillStyle = colours['ink-3'];
  ctx.fillText(words.origin, MARGIN, height - MARGIN + 4);
  return canvas;
}

/**
 * Breaks a text into lines that fit; a single word that does not stays whole.
 *
 * @param measure - Width of a text, in the unit of `width`.
 */
export function wrapped(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
