// Small pictures side by side as one picture to keep, drawn from the same paths as on the screen.

import { type Colours, font } from '../../charts/chart.ts';
import { BOX, type CellAxes, cellPath, downBox } from './cell-path.ts';
import { paceTicks } from './pace-domain.ts';
import { tickText } from './shock-cell.ts';
import type { ShockCellView } from './shock-multiples.ts';

/** Where the picture's parts are, px. */
interface Layout {
  readonly width: number;
  readonly columns: number;
  /** Canvas pixels per px. */
  readonly scale: number;
}

const GAP = 24;
const TITLE_HEIGHT = 22;
const PLOT_HEIGHT = 92;
const TICKS_WIDTH = 34;
const TEXT_HEIGHT = 17;
const CELL_HEIGHT = TITLE_HEIGHT + PLOT_HEIGHT + 2 * TEXT_HEIGHT + 10;

/**
 * Draws cells on a transparent ground.
 *
 * @throws {Error} if the browser gives no canvas.
 */
export function multiplesPicture(
  cells: readonly ShockCellView[],
  axes: CellAxes,
  { width, columns, scale }: Layout,
  colours: Colours,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const rows = Math.ceil(cells.length / columns);
  canvas.width = width * scale;
  canvas.height = (rows * CELL_HEIGHT + (rows - 1) * GAP) * scale;
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser gives no canvas to draw on');
  ctx.scale(scale, scale);
  const cellWidth = (width - (columns - 1) * GAP) / columns;
  for (const [index, cell] of cells.entries()) {
    ctx.save();
    ctx.translate((index % columns) * (cellWidth + GAP), Math.floor(index / columns) * (CELL_HEIGHT + GAP));
    drawCell(ctx, cell, axes, cellWidth, colours);
    ctx.restore();
  }
  return canvas;
}

function drawCell(
  ctx: CanvasRenderingContext2D,
  { heading, trace, figures }: ShockCellView,
  axes: CellAxes,
  width: number,
  colours: Colours,
): void {
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = colours.ink;
  ctx.font = font('sans', 13, 550);
  ctx.fillText(heading, 0, 13, width);
  ctx.save();
  ctx.translate(TICKS_WIDTH, TITLE_HEIGHT);
  const plotWidth = width - TICKS_WIDTH;
  ctx.font = font('mono', 11);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 1;
  for (const tick of paceTicks(axes.domain)) {
    const y = (downBox(tick, axes.domain) / BOX) * PLOT_HEIGHT;
    ctx.strokeStyle = tick === 1 ? colours['line-strong'] : colours.line;
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(plotWidth, y);
    ctx.stroke();
    ctx.fillStyle = colours['ink-3'];
    ctx.fillText(tickText(tick), -6, y);
  }
  ctx.beginPath();
  ctx.rect(0, 0, plotWidth, PLOT_HEIGHT);
  ctx.clip();
  if (trace !== null) {
    const stretch = new DOMMatrix([plotWidth / BOX, 0, 0, PLOT_HEIGHT / BOX, 0, 0]);
    for (const [track, colour, lineWidth] of [
      [trace.steady, colours['line-strong'], 1.25],
      [trace.own, colours['ice-3'], 1.75],
    ] as const) {
      const path = new Path2D();
      path.addPath(new Path2D(cellPath(track, axes)), stretch);
      ctx.strokeStyle = colour;
      ctx.lineWidth = lineWidth;
      ctx.lineJoin = 'round';
      ctx.stroke(path);
    }
  }
  ctx.restore();
  ctx.font = font('sans', 12, 450);
  for (const [line, figure] of figures.entries()) {
    ctx.fillStyle = line === 0 ? colours.ink : colours['ink-2'];
    ctx.fillText(figure, 0, TITLE_HEIGHT + PLOT_HEIGHT + 6 + (line + 0.75) * TEXT_HEIGHT, width);
  }
}
