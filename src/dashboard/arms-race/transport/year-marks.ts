// Years that are written under a race's days: few enough to stand side by side on a phone.

import { dayOfDate, yearOfDay } from '../../../simulation/index.ts';

const MOST = 7;
const STEPS = [1, 2, 3, 4, 5, 10, 20, 50] as const;

/**
 * The days on which the written years begin, as indices in the race; those too near to its ends are left out.
 *
 * @param startDay - Days since 1970-01-01 of the race's first day.
 */
export function yearMarks(startDay: number, days: number): readonly number[] {
  const first = yearOfDay(startDay) + 1;
  const last = yearOfDay(startDay + days - 1);
  const step = STEPS.find((years) => (last - first + 1) / years <= MOST) ?? 100;
  const marks: number[] = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) {
    const at = dayOfDate(`${year}-01-01`) - startDay;
    if (at > days * 0.02 && at < days * 0.98) marks.push(at);
  }
  return marks;
}
