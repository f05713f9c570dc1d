// Where a slider can stand. A logarithmic one has ten stops in every decade, at values that people would write down.

/** How a slider's way is divided. */
export type SliderScale = 'linear' | 'log';

/** What a slider may be set to. */
export interface SliderRange {
  readonly min: number;
  readonly max: number;
  /** Smallest difference between two values. */
  readonly step: number;
  readonly scale: SliderScale;
}

/** Ten values about a tenth of a decade apart; each step is between 17 % and 33 %. */
const DECADE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8] as const;

/**
 * All values that a slider can take, ascending, both ends among them.
 *
 * @throws {RangeError} if the range is empty or, for a logarithmic scale, does not begin above 0.
 */
export function sliderStops({ min, max, step, scale }: SliderRange): readonly number[] {
  if (!(max > min && step > 0)) throw new RangeError(`a slider from ${min} to ${max} by ${step} has no way`);
  if (scale === 'linear') {
    const count = Math.floor((max - min) / step + 1e-9);
    const stops = Array.from({ length: count + 1 }, (_, index) => tidy(min + index * step));
    return stops.at(-1) === max ? stops : [...stops, max];
  }
  if (min <= 0) throw new RangeError(`a logarithmic slider begins above 0, got ${min}`);
  const stops = [min];
  for (let exponent = Math.floor(Math.log10(min)); 10 ** exponent < max; exponent++) {
    for (const mantissa of DECADE) {
      const value = tidy(Math.round((mantissa * 10 ** exponent) / step) * step);
      if (value > (stops.at(-1) ?? min) && value < max) stops.push(value);
    }
  }
  return [...stops, max];
}

/**
 * The stop nearest to a value, as a place in the list.
 *
 * @param stops - ascending, at least one.
 */
export function nearestStop(stops: readonly number[], value: number, scale: SliderScale): number {
  const at = (one: number): number => (scale === 'log' ? Math.log(Math.max(one, Number.MIN_VALUE)) : one);
  let best = 0;
  for (const [index, stop] of stops.entries()) {
    if (Math.abs(at(stop) - at(value)) < Math.abs(at(stops[best] ?? stop) - at(value))) best = index;
  }
  return best;
}

/** Takes the dust of binary fractions off: 0.1 + 0.2 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
