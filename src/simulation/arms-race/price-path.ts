/** The price of a coin on each day of a race, from the scenario's segments. */

import { portableExp, portablePow } from '../portable-math.ts';
import type { Dice } from '../random.ts';
import { DAYS_PER_YEAR, dayOfDate } from './calendar.ts';
import type { PriceMonth } from './race.ts';
import type { PriceSegment } from './scenario.ts';

/**
 * The first price that is known: New Liberty Standard sold 1,309.03 coins for a dollar on 5 October 2009, reckoned from
 * the electricity that they had cost (Bitcoin wiki, "New Liberty Standard"; from memory, not looked up).
 */
const FIRST_PRICE: PriceMonth = { day: dayOfDate('2009-10-05'), usd: 1 / 1309.03 };

/**
 * Draws the path.
 *
 * @param months - Means of months, in order; a mean stands for the month's middle.
 * @param dice - For random segments alone.
 * @returns USD for each of `days` days from `startDay` on.
 */
export function pricePath(
  segments: readonly PriceSegment[],
  months: readonly PriceMonth[],
  startDay: number,
  days: number,
  dice: Dice,
): Float64Array {
  const history = historicalPrice(months);
  const prices = new Float64Array(days);
  let segment = -1;
  let usd = history(startDay);
  for (let i = 0; i < days; i++) {
    const day = startDay + i;
    while (segment + 1 < segments.length && dayOfDate(segments[segment + 1]!.from) <= day) {
      segment++;
      const next = segments[segment]!;
      if (next.kind !== 'history' && next.usd !== undefined) usd = next.usd;
      else if (next.kind === 'history' || i === 0) usd = history(day);
    }
    const now = segments[segment];
    switch (now?.kind) {
      case undefined:
      case 'history':
        usd = history(day);
        break;
      case 'constant':
        break;
      case 'growth':
        usd *= portablePow(1 + now.perYear, 1 / DAYS_PER_YEAR);
        break;
      case 'random':
        usd *= portableExp(
          now.driftPerYear / DAYS_PER_YEAR +
            (now.volatilityPerYear / Math.sqrt(DAYS_PER_YEAR)) * dice.normal(),
        );
        break;
      default:
        now satisfies never;
    }
    prices[i] = usd;
  }
  return prices;
}

/** @returns The price on a day: between the middles of months in proportion, constant beyond both ends. */
function historicalPrice(months: readonly PriceMonth[]): (day: number) => number {
  const points = [
    FIRST_PRICE,
    ...months.map(({ day, usd }, i) => ({ day: day + ((months[i + 1]?.day ?? day + 30) - day) / 2, usd })),
  ];
  let at = 0;
  return (day) => {
    // Days are asked for in order.
    while (at + 1 < points.length && points[at + 1]!.day <= day) at++;
    const from = points[at]!;
    const to = points[at + 1];
    if (to === undefined || day <= from.day) return from.usd;
    return from.usd * portablePow(to.usd / from.usd, (day - from.day) / (to.day - from.day));
  };
}
