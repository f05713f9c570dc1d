// A drawing painted on a canvas.

import { type Colours, font } from '../chart.ts';
import {
  type BoxShape,
  type Drawing,
  type LineShape,
  type Shape,
  TAIL_GAP,
  TAIL_SIZE,
  type TextShape,
} from './shapes.ts';

/** Dash and gap of dashed lines, px. */
export const DASHES: readonly number[] = [4, 4];
/** Distance of the strokes of a hatching, px. */
export const HATCHING_STEP = 6;

type Context = CanvasRenderingContext2D;

/**
 * Paints a drawing on a canvas of its own.
 *
 * @param scale - Pixels of the canvas per px of the drawing.
 * @param ground - What lies under it; null leaves it clear.
 * @throws {Error} if the browser gives no canvas.
 */
export function paintedCanvas(
  drawing: Drawing,
  colours: Colours,
  scale: number,
  ground: keyof Colours | null = null,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(drawing.width * scale);
  canvas.height = Math.round(drawing.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to draw on');
  context.scale(scale, scale);
  if (ground !== null) {
    context.fillStyle = colours[ground];
    context.fillRect(0, 0, drawing.width, drawing.height);
  }
  for (const shape of drawing.shapes) paint(context, shape, colours);
  return canvas;
}

function paint(context: Context, shape: Shape, colours: Colours): void {
  switch (shape.kind) {
    case 'text':
      paintText(context, shape, colours);
      break;
    case 'box':
      paintBox(context, shape, colours);
      break;
    case 'line':
      paintLine(context, shape, colours);
      break;
    case 'dot':
      context.fillStyle = colours[shape.fill];
      context.beginPath();
      context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
      context.fill();
      break;
    case 'group':
      context.save();
      context.translate(shape.x, shape.y);
      for (const inner of shape.shapes) paint(context, inner, colours);
      context.restore();
      break;
    default:
      shape satisfies never;
  }
}

function paintText(context: Context, shape: TextShape, colours: Colours): void {
  context.font = font(shape.isMono ? 'mono' : 'sans', shape.size, shape.weight);
  context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
  context.fillStyle = colours[shape.ink];
  context.fillText(shape.text, shape.x, shape.y);
  if (shape.tail === null) return;
  const end = shape.x + context.measureText(shape.text).width;
  context.font = font('sans', TAIL_SIZE);
  context.fillStyle = colours[shape.tail.ink];
  context.fillText(shape.tail.text, end + TAIL_GAP, shape.y);
}

function paintBox(context: Context, { x, y, width, height, fill, edge }: BoxShape, colours: Colours): void {
  if (fill === 'hatching') hatch(context, { x, y, width, height }, colours['ink-3']);
  else if (fill !== null) {
    context.fillStyle = colours[fill];
    context.fillRect(x, y, width, height);
  }
  if (edge === null) return;
  context.setLineDash([]);
  context.lineWidth = 1;
  context.strokeStyle = colours[edge];
  context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), Math.max(0, height - 1));
}

function hatch(
  context: Context,
  { x, y, width, height }: Pick<BoxShape, 'x' | 'y' | 'width' | 'height'>,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.setLineDash([]);
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let at = x - height; at < x + width; at += HATCHING_STEP) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.stroke();
  context.restore();
}

function paintLine(context: Context, { points, ink, width, isDashed }: LineShape, colours: Colours): void {
  context.setLineDash(isDashed ? [...DASHES] : []);
  context.lineJoin = 'round';
  context.strokeStyle = colours[ink];
  context.lineWidth = width;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
}
