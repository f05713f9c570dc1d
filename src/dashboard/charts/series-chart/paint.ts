// What Chart.js does not draw: areas on a stack, bands, bars, intervals, marks, and words where the lines are.

import { type Colours, font } from '../chart.ts';
import type { Chart } from './chart-js.ts';
import { placeWords, shortened, spreadLabels } from './labels.ts';
import {
  barSpacing,
  type ChartMargins,
  type ChartModel,
  END_GAP,
  KEY_PX,
  ROW_PX,
  type SeriesModel,
} from './model.ts';
import { readOutAt } from './read-out.ts';
import type { ChartMark } from './spec.ts';

/** Dashes of lines and marks, px. */
export const DASHES: readonly number[] = [4, 4];

/** The chart in a drawing's hands: the model changes, the drawing stays. */
export interface LiveChart {
  model: ChartModel;
  /** Place that is read out, on the x axis; null for none. */
  cursor: number | null;
}

/** A drawing under way: the canvas, and where values stand on it. */
interface Drawing {
  readonly ctx: CanvasRenderingContext2D;
  readonly area: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly colours: Colours;
}

/** The type of words in charts. */
export const LABEL_FONT = font('sans', 12, 450);

function drawingOf(chart: Chart<'line'>, colours: Colours): Drawing | null {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) return null;
  return {
    ctx: chart.ctx,
    area: chart.chartArea,
    x: (value) => x.getPixelForValue(value),
    y: (value) => y.getPixelForValue(value),
    colours,
  };
}

/** Below the lines: areas, bands, bars, and the lines of marks. */
export function paintUnder(chart: Chart<'line'>, { model }: LiveChart, colours: Colours): void {
  const drawing = drawingOf(chart, colours);
  if (drawing === null) return;
  const { ctx } = drawing;
  ctx.save();
  clip(drawing);
  for (const one of model.series) {
    const { kind, low, high } = one.series;
    ctx.fillStyle = colours[one.series.hue];
    if (kind === 'bars') bars(drawing, one);
    else if (kind === 'area') {
      ctx.globalAlpha = one.series.opacity ?? (one.series.isStacked === true ? 0.5 : 0.16);
      fillBetween(drawing, one.series.x, one.base, one.top);
    } else if (kind !== 'points' && low !== undefined && high !== undefined) {
      ctx.globalAlpha = 0.2;
      fillBetween(drawing, one.series.x, low, high);
    }
    ctx.globalAlpha = 1;
  }
  for (const mark of model.spec.marks ?? []) markLine(drawing, mark);
  ctx.restore();
}

/** Above the lines: intervals, the place that is read out, and words. */
export function paintOver(chart: Chart<'line'>, live: LiveChart, colours: Colours): void {
  const drawing = drawingOf(chart, colours);
  if (drawing === null) return;
  const { model, cursor } = live;
  const { ctx } = drawing;
  ctx.save();
  clip(drawing);
  for (const one of model.series) {
    if (one.series.kind === 'points' || one.series.kind === 'bars') intervals(drawing, one);
  }
  ctx.restore();
  ctx.save();
  ctx.font = LABEL_FONT;
  ctx.textBaseline = 'middle';
  marksWords(drawing, model.spec.marks ?? [], model.margins);
  startWords(drawing, model.series);
  if (model.margins.keys.length > 0) keyWords(drawing, model.series, model.margins);
  else endWords(drawing, model.series, model.margins.end);
  const title = model.y.axis.title ?? '';
  if (title !== '') {
    ctx.font = font('sans', 12);
    ctx.fillStyle = colours['ink-3'];
    ctx.textAlign = 'left';
    ctx.fillText(title, 0, 8);
  }
  if (cursor !== null) place(drawing, live, cursor);
  ctx.restore();
}

function clip({ ctx, area }: Drawing): void {
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
}

/** Fills from `base` (null: the foot) to `top`, one piece between gaps. */
function fillBetween(
  { ctx, area, x, y }: Drawing,
  xs: ArrayLike<number>,
  base: ArrayLike<number> | null,
  top: ArrayLike<number>,
): void {
  let start = 0;
  for (let index = 0; index <= xs.length; index++) {
    const isGap = index === xs.length || !Number.isFinite(top[index]!);
    if (!isGap) continue;
    if (index - start > 1) {
      ctx.beginPath();
      for (let at = start; at < index; at++) ctx.lineTo(x(xs[at]!), y(top[at]!));
      for (let at = index - 1; at >= start; at--) {
        ctx.lineTo(x(xs[at]!), base === null ? area.bottom : y(base[at]!));
      }
      ctx.fill();
    }
    start = index + 1;
  }
}

function bars({ ctx, area, x, y }: Drawing, { series, top, base }: SeriesModel): void {
  const spacing = barSpacing(series.x);
  for (let index = 0; index < series.x.length; index++) {
    const high = top[index]!;
    if (!Number.isFinite(high)) continue;
    const middle = series.x[index]!;
    const left = x(middle - spacing / 2);
    const full = x(middle + spacing / 2) - left;
    const gap = full > 8 ? 2 : full > 3 ? 1 : 0;
    const upper = y(high);
    const lower = base === null ? area.bottom : y(base[index]!);
    ctx.fillRect(left + gap / 2, upper, Math.max(1, full - gap), lower - upper);
  }
}

function intervals({ ctx, x, y, colours }: Drawing, { series }: SeriesModel): void {
  const { low, high } = series;
  if (low === undefined || high === undefined) return;
  ctx.strokeStyle = series.kind === 'bars' ? colours.ink : colours[series.hue];
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  for (let index = 0; index < series.x.length; index++) {
    const at = x(series.x[index]!);
    const ends = [y(low[index]!), y(high[index]!)];
    if (!ends.every(Number.isFinite)) continue;
    ctx.moveTo(at, ends[0]!);
    ctx.lineTo(at, ends[1]!);
    for (const end of ends) {
      ctx.moveTo(at - 3, end);
      ctx.lineTo(at + 3, end);
    }
  }
  ctx.stroke();
}

/** Length of a mark that is a tick, px. */
const TICK_PX = 7;

function markLine(
  { ctx, area, x, y, colours }: Drawing,
  { axis, at, hue, isDashed, isTick }: ChartMark,
): void {
  ctx.strokeStyle = colours[hue];
  ctx.lineWidth = 1.25;
  ctx.setLineDash(isDashed === true ? [...DASHES] : []);
  ctx.beginPath();
  if (axis === 'x') {
    const across = Math.round(x(at)) + 0.5;
    ctx.moveTo(across, isTick === true ? area.bottom - TICK_PX : area.top);
    ctx.lineTo(across, area.bottom);
  } else {
    const up = Math.round(y(at)) + 0.5;
    ctx.moveTo(area.left, up);
    ctx.lineTo(area.right, up);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Words at vertical marks stand in rows above the plot, those at levels on their line at the right. */
function marksWords(
  drawing: Drawing,
  marks: readonly ChartMark[],
  { marksTop, markRows }: ChartMargins,
): void {
  const { ctx, area, x, y, colours } = drawing;
  const inside = (at: number): boolean => at >= area.left - 1 && at <= area.right + 1;
  const upright = marks.filter(({ axis, at, label }) => axis === 'x' && label !== '' && inside(x(at)));
  // The newest mark is at the right: it is the one that must not be left out.
  const sorted = upright.toSorted((a, b) => b.at - a.at);
  const places = placeWords(
    sorted.map(({ at, label }) => ({ at: x(at), width: ctx.measureText(label).width })),
    // One row more than was reckoned with: the plot's left is only known now.
    { from: area.left, to: area.right, rows: markRows + 1 },
  );
  for (const [index, place] of places.entries()) {
    const mark = sorted[index];
    if (place === null || mark === undefined) continue;
    const middle = marksTop + (place.row + 0.5) * ROW_PX;
    flag(drawing, mark, middle);
    word(drawing, mark.label, place.start, middle, 'left');
  }
  for (const { axis, at, label } of marks) {
    if (axis === 'x' || label === '') continue;
    const level = y(at);
    if (level < area.top - 1 || level > area.bottom + 1) continue;
    word(
      drawing,
      label,
      area.right - 4,
      level - area.top > 18 ? level - 9 : level + 10,
      'right',
      colours['ink-2'],
    );
  }
}

/** Leads a mark's line up to its word. */
function flag({ ctx, area, x, colours }: Drawing, { at, hue, isDashed }: ChartMark, middle: number): void {
  const across = Math.round(x(at)) + 0.5;
  ctx.strokeStyle = colours[hue];
  ctx.lineWidth = 1.25;
  ctx.setLineDash(isDashed === true ? [...DASHES] : []);
  ctx.beginPath();
  ctx.moveTo(across, area.top);
  ctx.lineTo(across, middle - ROW_PX / 2 + 2);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A word with the ground around it, so that lines behind it do not cross it. */
function word(
  { ctx, colours }: Drawing,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign,
  colour: string = colours['ink-2'],
): void {
  ctx.textAlign = align;
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.panel;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/** Index of a series' first or last value; -1 without any. */
function endIndex({ top }: SeriesModel, end: 'start' | 'end'): number {
  const values = Array.from(top);
  return end === 'start' ? values.findIndex(Number.isFinite) : values.findLastIndex(Number.isFinite);
}

/** Where a label belongs: on the line, or in the middle of a stacked area. */
function labelLevel({ area, y }: Drawing, { series, top, base }: SeriesModel, index: number): number {
  const upper = y(top[index]!);
  const level =
    series.kind === 'area' && series.isStacked === true
      ? (upper + (base === null ? area.bottom : y(base[index]!))) / 2
      : upper;
  return Math.min(area.bottom, Math.max(area.top, level));
}

function startWords(drawing: Drawing, series: readonly SeriesModel[]): void {
  const { ctx, area, x } = drawing;
  const named = series.flatMap((one) => {
    const index = one.direct === 'start' ? endIndex(one, 'start') : -1;
    return index < 0
      ? []
      : [{ one, at: x(one.series.x[index]!), level: labelLevel(drawing, one, index) - 10 }];
  });
  const middles = spreadLabels(
    named.map(({ level }) => level),
    ROW_PX,
    area.top,
    area.bottom,
  );
  for (const [index, { one, at }] of named.entries()) {
    const { label } = one.series;
    const start = Math.max(area.left + 2, Math.min(at + 4, area.right - ctx.measureText(label).width - 18));
    key(drawing, one, start, middles[index]!);
    word(drawing, label, start + KEY_PX, middles[index]!, 'left');
  }
}

/** In the margin, at the ends of lines. */
function endWords(drawing: Drawing, series: readonly SeriesModel[], margin: number): void {
  const { ctx, area } = drawing;
  const named = series.flatMap((one) => {
    const index = one.direct === 'end' ? endIndex(one, 'end') : -1;
    return index < 0 ? [] : [{ one, level: labelLevel(drawing, one, index) }];
  });
  const middles = spreadLabels(
    named.map(({ level }) => level),
    ROW_PX,
    area.top - 4,
    area.bottom + 4,
  );
  const measure = (text: string): number => ctx.measureText(text).width;
  ctx.textAlign = 'left';
  for (const [index, { one }] of named.entries()) {
    key(drawing, one, area.right + 6, middles[index]!);
    ctx.fillStyle = drawing.colours['ink-2'];
    ctx.fillText(
      shortened(one.series.label, margin - END_GAP + 2, measure),
      area.right + 6 + KEY_PX,
      middles[index]!,
    );
  }
}

/** Above the plot, where it is too narrow for words beside it. */
function keyWords(drawing: Drawing, series: readonly SeriesModel[], { keys, keysTop }: ChartMargins): void {
  const { ctx, colours } = drawing;
  const named = series.filter(({ direct }) => direct === 'end');
  ctx.textAlign = 'left';
  for (const [index, one] of named.entries()) {
    const { start, row } = keys[index]!;
    const middle = keysTop + (row + 0.5) * ROW_PX;
    key(drawing, one, start, middle);
    ctx.fillStyle = colours['ink-2'];
    ctx.fillText(one.series.label, start + KEY_PX, middle);
  }
}

/** A piece of the series before its label: which is whose must not hang on nearness alone. */
function key({ ctx, colours }: Drawing, { series }: SeriesModel, x: number, y: number): void {
  ctx.strokeStyle = colours[series.hue];
  ctx.fillStyle = colours[series.hue];
  if (series.kind === 'points') {
    ctx.beginPath();
    ctx.arc(x + 5, y, 3, 0, 2 * Math.PI);
    ctx.fill();
  } else if (series.kind === 'bars' || series.isStacked === true) {
    ctx.fillRect(x + 1, y - 4, 8, 8);
  } else {
    ctx.lineWidth = 2;
    ctx.setLineDash(series.isDashed === true ? [3, 2.5] : []);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 10, y);
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

/** The place that is read out: a hairline, and a dot on each series. */
function place({ ctx, area, x, y, colours }: Drawing, { model }: LiveChart, cursor: number): void {
  const read = readOutAt(model, cursor);
  if (read === null) return;
  const across = Math.round(x(read.x)) + 0.5;
  ctx.strokeStyle = colours['ink-3'];
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(across, area.top);
  ctx.lineTo(across, area.bottom);
  ctx.stroke();
  for (const { hue, level } of read.rows) {
    const up = y(level);
    if (!(up >= area.top - 1 && up <= area.bottom + 1)) continue;
    ctx.beginPath();
    ctx.arc(across, up, 4, 0, 2 * Math.PI);
    ctx.fillStyle = colours[hue];
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 2;
    ctx.fill();
    ctx.stroke();
  }
}
