// Axes: where they begin and end, and which of their values are written.

/** Ends of an axis. */
export interface Domain {
  readonly min: number;
  readonly max: number;
}

/** How an axis counts. */
export type AxisScale = 'linear' | 'log';

/** A tick. */
export interface AxisTick {
  readonly value: number;
  /** Null where only a line is drawn. */
  readonly label: string | null;
}

/** An axis to be ticked. */
export interface TickedAxis {
  readonly scale: AxisScale;
  readonly format: (value: number) => string;
  /** Values to tick instead of round ones. */
  readonly ticks?: readonly number[];
  /** Whether values are seconds: round then means minutes and hours. */
  readonly isSeconds?: boolean;
}

/** A tick label's size in the charts' monospaced type at 11.5 px. */
const CHARACTER_PX = 6.9;
const GAP_PX = 16;
/** Least distance of labels that stand above each other. */
const LINE_PX = 30;

const MANTISSAS = [1, 2, 5] as const;
const SECOND_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
] as const;
const DAY = 86_400;

/** The smallest of 1, 2, 5 times a power of ten that is at least `rough`. */
export function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [...MANTISSAS, 10].find((mantissa) => mantissa * power >= rough * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(12));
}

/** The smallest round number of seconds that is at least `rough`. */
function secondStep(rough: number): number {
  if (rough < 1) return niceStep(rough);
  return SECOND_STEPS.find((step) => step >= rough * (1 - 1e-9)) ?? niceStep(rough / DAY) * DAY;
}

/** Ends of a linear axis at round values around all of `extent`; from 0 where nothing is negative. */
export function linearDomain(extent: Domain | null): Domain {
  if (extent === null) return { min: 0, max: 1 };
  const low = Math.min(0, extent.min);
  const high = Math.max(extent.max, low);
  if (high === low) return { min: low, max: low + 1 };
  const step = niceStep((high - low) / 5);
  return { min: tidy(Math.floor(low / step + 1e-9) * step), max: tidy(Math.ceil(high / step - 1e-9) * step) };
}

/** Ends of a logarithmic axis at 1, 2 or 5 times a power of ten around all of `extent`; at least a factor of 10 apart. */
export function logDomain(extent: Domain | null): Domain {
  if (extent === null || !(extent.max > 0)) return { min: 1, max: 10 };
  const low = extent.min > 0 ? extent.min : extent.max / 10;
  let min = roundBelow(low);
  let max = niceStep(extent.max);
  while (max / min < 9.99) {
    if (extent.max / min < max / low) max = niceStep(max * 1.01);
    else min = roundBelow(min / 1.01);
  }
  return { min, max };
}

function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = MANTISSAS.findLast((mantissa) => mantissa * power <= value * (1 + 1e-9)) ?? 1;
  return tidy(factor * power);
}

/**
 * Keeps an axis still while values only tremble: the ends from before stay as long as they hold all values and the
 * values still fill half of them (on a logarithmic axis: come within a factor of 6 of both).
 */
export function steadyDomain(
  before: Domain | null,
  next: Domain,
  extent: Domain | null,
  scale: AxisScale,
): Domain {
  if (before === null || extent === null || extent.min < before.min || extent.max > before.max) return next;
  const isFull =
    scale === 'log'
      ? before.max / extent.max < 6 && extent.min / before.min < 6
      : next.max - next.min >= (before.max - before.min) / 2;
  return isFull ? before : next;
}

/** The part of the axis before a value, 0 to 1. */
export function axisPart(value: number, { min, max }: Domain, scale: AxisScale): number {
  return scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

/**
 * Ticks with as many labels as there is room for.
 *
 * @param lengthPx - Length of the axis.
 * @param direction - `across`: labels stand side by side; `up`: above each other.
 */
export function axisTicks(
  axis: TickedAxis,
  domain: Domain,
  lengthPx: number,
  direction: 'across' | 'up',
): readonly AxisTick[] {
  const at = (value: number): number => axisPart(value, domain, axis.scale) * lengthPx;
  const fits = (values: readonly number[]): boolean =>
    values.every((value, index) => {
      const before = values[index - 1];
      if (before === undefined) return true;
      const both = axis.format(value).length + axis.format(before).length;
      const room = direction === 'up' ? LINE_PX : (both / 2) * CHARACTER_PX + GAP_PX;
      return at(value) - at(before) >= room;
    });
  if (axis.ticks !== undefined) return thinned(axis.ticks, domain, axis, fits);
  return axis.scale === 'log' ? logTicks(axis, domain, fits) : linearTicks(axis, domain, lengthPx, fits);
}

type Fits = (values: readonly number[]) => boolean;

/** Every value, or every second, third …, until the labels fit. */
function thinned(
  values: readonly number[],
  domain: Domain,
  axis: TickedAxis,
  fits: Fits,
): readonly AxisTick[] {
  const inside = values.filter((value) => value >= domain.min && value <= domain.max);
  for (let every = 1; every < inside.length; every++) {
    const kept = inside.filter((_, index) => index % every === 0);
    if (fits(kept)) return labelled(kept, axis);
  }
  return labelled(inside.slice(0, 1), axis);
}

function linearTicks(
  axis: TickedAxis,
  { min, max }: Domain,
  lengthPx: number,
  fits: Fits,
): readonly AxisTick[] {
  const roundUp = axis.isSeconds === true ? secondStep : niceStep;
  let step = roundUp(((max - min) * LINE_PX) / Math.max(LINE_PX, lengthPx));
  for (;;) {
    const first = Math.ceil(min / step - 1e-9);
    const last = Math.floor(max / step + 1e-9);
    const values = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
    // A format that rounds would write one number at several places, none of them its own.
    const isClear = new Set(values.map(axis.format)).size === values.length;
    if (values.length <= 2 || (isClear && fits(values))) return labelled(values, axis);
    step = roundUp(step * 1.01);
  }
}

/** Every decade is a line; 1, 2 and 5 are written where there is room, else decades, else every third, sixth … of them: at whole units. */
function logTicks(axis: TickedAxis, { min, max }: Domain, fits: Fits): readonly AxisTick[] {
  const first = Math.floor(Math.log10(min) + 1e-9);
  const last = Math.ceil(Math.log10(max) - 1e-9);
  const inside = (value: number): boolean => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9);
  const exponents = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const decades = exponents.map((exponent) => tidy(10 ** exponent)).filter(inside);
  const parts = exponents.flatMap((exponent) => MANTISSAS.map((mantissa) => tidy(mantissa * 10 ** exponent)));
  const every = (step: number) => decades.filter((value) => Math.round(Math.log10(value)) % step === 0);
  const wishes = [parts.filter(inside), ...[1, 3, 6, 9, 12, 24].map(every)];
  const written = wishes.find((values) => values.length > 0 && fits(values)) ?? [];
  const texts = labelled(written.length > 1 ? written : [min, max], axis);
  const plain = decades
    .filter((value) => !texts.some((tick) => tick.value === value))
    .map((value): AxisTick => ({ value, label: null }));
  return [...texts, ...plain].toSorted((a, b) => a.value - b.value);
}

/** Values with their texts; one that reads as the one before it says nothing. */
function labelled(values: readonly number[], { format }: TickedAxis): readonly AxisTick[] {
  let before = '';
  return values.map((value) => {
    const text = format(value);
    const label = text === before ? null : text;
    before = text;
    return { value, label };
  });
}

/** Takes the dust of binary fractions off. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
