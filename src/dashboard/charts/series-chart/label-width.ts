// How wide a chart's label is.

import { font } from '../chart.ts';

let ctx: CanvasRenderingContext2D | null = null;

/** Width of a label at the size in which charts write them, px. */
export function labelWidth(text: string): number {
  ctx ??= document.createElement('canvas').getContext('2d');
  if (ctx === null) return text.length * 7;
  ctx.font = font('sans', 12, 450);
  return ctx.measureText(text).width;
}
