// A drawing in SVG as a picture. An SVG file of its own would know neither the page's type nor its colours, so the shapes
// are drawn again on a canvas, as the page has styled them.

import { fontsReady } from './chart.ts';

/**
 * Draws the shapes of an SVG (`rect`, `path`, `circle`, `text` without parts) on a canvas.
 *
 * @param scale - Canvas pixels per CSS pixel.
 * @throws {Error} if the browser gives no canvas.
 */
export async function canvasOfSvg(svg: SVGSVGElement, scale: number): Promise<HTMLCanvasElement> {
  await fontsReady();
  const { width, height } = svg.viewBox.baseVal;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser gives no canvas to draw on');
  for (const shape of svg.querySelectorAll<SVGGraphicsElement>('rect, path, circle, text')) {
    const style = getComputedStyle(shape);
    if (style.visibility === 'hidden' || style.display === 'none') continue;
    ctx.save();
    ctx.scale(scale, scale);
    const { a, b, c, d, e, f } = transformWithin(svg, shape);
    ctx.transform(a, b, c, d, e, f);
    ctx.globalAlpha = opacityWithin(svg, shape);
    if (shape.localName === 'text') drawText(ctx, shape, style);
    else drawShape(ctx, shape, style);
    ctx.restore();
  }
  return canvas;
}

/** What lies between a shape's coordinates and those of the drawing: the groups around it. */
function transformWithin(svg: SVGSVGElement, shape: SVGGraphicsElement): DOMMatrix {
  const outer = svg.getScreenCTM();
  const inner = shape.getScreenCTM();
  if (outer === null || inner === null) return new DOMMatrix();
  return DOMMatrix.fromMatrix(outer).inverse().multiply(DOMMatrix.fromMatrix(inner));
}

function opacityWithin(svg: SVGSVGElement, shape: Element): number {
  let opacity = 1;
  for (let at: Element | null = shape; at !== null && at !== svg; at = at.parentElement) {
    opacity *= Number(getComputedStyle(at).opacity);
  }
  return opacity;
}

function drawShape(ctx: CanvasRenderingContext2D, shape: Element, style: CSSStyleDeclaration): void {
  const path = pathOf(shape);
  if (style.fill !== 'none') {
    ctx.fillStyle = style.fill;
    ctx.globalAlpha *= Number(style.fillOpacity);
    ctx.fill(path);
  }
  if (style.stroke === 'none') return;
  ctx.strokeStyle = style.stroke;
  ctx.lineWidth = Number.parseFloat(style.strokeWidth);
  if (style.strokeDasharray !== 'none')
    ctx.setLineDash(style.strokeDasharray.split(',').map(Number.parseFloat));
  ctx.stroke(path);
}

function pathOf(shape: Element): Path2D {
  const number = (name: string): number => Number(shape.getAttribute(name) ?? 0);
  if (shape.localName === 'path') return new Path2D(shape.getAttribute('d') ?? '');
  const path = new Path2D();
  if (shape.localName === 'circle') path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  else path.roundRect(number('x'), number('y'), number('width'), number('height'), number('rx'));
  return path;
}

function drawText(ctx: CanvasRenderingContext2D, shape: Element, style: CSSStyleDeclaration): void {
  const anchors: Readonly<Record<string, CanvasTextAlign>> = { middle: 'center', end: 'right' };
  ctx.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  ctx.fillStyle = style.fill;
  ctx.textAlign = anchors[style.textAnchor] ?? 'left';
  ctx.fillText(
    shape.textContent?.trim() ?? '',
    Number(shape.getAttribute('x')),
    Number(shape.getAttribute('y')),
  );
}
