// A line of a few pixels' height: how a figure came to be what it is.

/** Size of the drawing in its own units. */
export const SPARKLINE = { width: 96, height: 24 } as const;

/** Thickness that the line's ends need around them. */
const INSET = 1.5;

/**
 * The path of a sparkline, from its lowest value at the bottom to its highest at the top.
 *
 * @param points - Evenly spaced; NaN leaves a gap.
 * @returns The `d` of an SVG path; empty for fewer than two points.
 */
export function sparklinePath(points: ArrayLike<number>): string {
  if (points.length < 2) return '';
  const values = Array.from(points);
  const finite = values.filter((value) => Number.isFinite(value));
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low;
  const { width, height } = SPARKLINE;
  const x = (index: number): number => INSET + (index / (values.length - 1)) * (width - 2 * INSET);
  // A flat line lies in the middle: it is neither low nor high.
  const y = (value: number): number =>
    span === 0 ? height / 2 : height - INSET - ((value - low) / span) * (height - 2 * INSET);
  let path = '';
  let isDown = false;
  for (const [index, value] of values.entries()) {
    if (Number.isFinite(value)) path += `${isDown ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = Number.isFinite(value);
  }
  return path;
}
