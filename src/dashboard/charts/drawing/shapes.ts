// A drawing as data: laid out once by a pure function, then shown as SVG in the page or painted on a canvas for a file.
// For pictures of rows with names, figures and intervals; lines over time are Chart.js's.

import type { Colours } from '../chart.ts';

/** A colour by its token. */
export type Ink = keyof Colours;

/** Where text begins, is centred or ends. */
export type Anchor = 'start' | 'middle' | 'end';

/** Text on a baseline. */
export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly ink: Ink;
  readonly size: number;
  readonly weight: number;
  readonly isMono: boolean;
  readonly anchor: Anchor;
  /** Said after it in another ink, plain; null for nothing. Only where the text begins at `x`. */
  readonly tail: { readonly text: string; readonly ink: Ink } | null;
}

/** A rectangle, filled, hatched (what is no result of its own kind) or hollow. */
export interface BoxShape {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: Ink | 'hatching' | null;
  readonly edge: Ink | null;
}

/** A line through points. */
export interface LineShape {
  readonly kind: 'line';
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly ink: Ink;
  readonly width: number;
  readonly isDashed: boolean;
}

/** A disc. */
export interface DotShape {
  readonly kind: 'dot';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: Ink;
}

/** Shapes moved together. */
export interface GroupShape {
  readonly kind: 'group';
  readonly x: number;
  readonly y: number;
  readonly shapes: readonly Shape[];
}

export type Shape = TextShape | BoxShape | LineShape | DotShape | GroupShape;

/** Shapes on a ground of so many px, painted in order. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** How text looks where it is not 13 px, plain, sans, from its start. */
export type TextLook = Partial<Pick<TextShape, 'size' | 'weight' | 'isMono' | 'anchor' | 'tail'>>;

/** Makes a text. */
export function textShape(x: number, y: number, text: string, ink: Ink, look: TextLook = {}): TextShape {
  return {
    kind: 'text',
    x,
    y,
    text,
    ink,
    size: 13,
    weight: 400,
    isMono: false,
    anchor: 'start',
    tail: null,
    ...look,
  };
}

/** Makes a rectangle from its left upper corner. */
export function boxShape(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: BoxShape['fill'],
  edge: Ink | null = null,
): BoxShape {
  return { kind: 'box', x, y, width, height, fill, edge };
}

/** How a line looks where it is not one px wide and whole. */
export type LineLook = Partial<Pick<LineShape, 'width' | 'isDashed'>>;

/** Makes a line. */
export function lineShape(points: LineShape['points'], ink: Ink, look: LineLook = {}): LineShape {
  return { kind: 'line', points, ink, width: 1, isDashed: false, ...look };
}

/** Makes a lying line, sharp where it is one px wide. */
export function acrossLine(y: number, from: number, to: number, ink: Ink, look: LineLook = {}): LineShape {
  const at = Math.round(y) + 0.5;
  const points = [
    [from, at],
    [to, at],
  ] as const;
  return lineShape(points, ink, look);
}

/** Makes an upright line, sharp where it is one px wide. */
export function uprightLine(x: number, from: number, to: number, ink: Ink, look: LineLook = {}): LineShape {
  const at = Math.round(x) + 0.5;
  const points = [
    [at, from],
    [at, to],
  ] as const;
  return lineShape(points, ink, look);
}

/** Makes a disc. */
export function dotShape(x: number, y: number, radius: number, fill: Ink): DotShape {
  return { kind: 'dot', x, y, radius, fill };
}

/** Half the height of a whisker's ends, px. */
const WHISKER_END = 4;

/** A lying interval with its ends; none where it is finer than its own stroke, and would only look like noise. */
export function whisker(low: number, high: number, y: number, ink: Ink): readonly Shape[] {
  if (high - low < 3) return [];
  const end = (x: number) => uprightLine(x, y - WHISKER_END, y + WHISKER_END, ink);
  return [acrossLine(y, low, high, ink), end(low), end(high)];
}

/** Puts a drawing into another one. */
export function placed({ shapes }: Drawing, x: number, y: number): GroupShape {
  return { kind: 'group', x, y, shapes };
}

/** Between a text and its tail, px. */
export const TAIL_GAP = 9;
/** Of a tail's type, px. */
export const TAIL_SIZE = 13;

/** Mean advance of the page's type over its size: mono's is exact, sans's that of names and figures. */
const ADVANCE = { mono: 0.6, sans: 0.54 } as const;

/** About how wide a text will be, px: enough to see what would touch. */
export function textWidth(text: string, size = 13, isMono = false): number {
  return text.length * size * (isMono ? ADVANCE.mono : ADVANCE.sans);
}
