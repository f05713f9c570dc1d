/** The price of a coin by month (`data/btc_price_monthly.csv`). */
import { readCsv } from '../csv-table.ts';
import { dayOfDate } from './calendar.ts';
import type { PriceMonth } from './race.ts';

/**
 * Reads the table.
 *
 * @param text - CSV with the columns month (YYYY-MM) and mean_usd.
 * @returns Months in order, without gaps.
 * @throws {RangeError} with the line, if a month is missing or a price is not above 0.
 */
export function parsePrices(text: string): readonly PriceMonth[] {
  const months: PriceMonth[] = [];
  let expected = '';
  for (const row of readCsv('the table of prices', text, ['month', 'mean_usd'])) {
    const month = row.text('month');
    const day = dayOfDate(`${month}-01`);
    if (Number.isNaN(day)) row.fail(`a month as YYYY-MM, got ${month}`);
    if (expected !== '' && month !== expected) row.fail(`the month ${expected}, got ${month}`);
    const usd = row.number('mean_usd');
    if (usd === null || !(usd > 0)) row.fail('a price above 0 as mean_usd');
    months.push({ day, usd: usd as number });
    const [year = 0, number = 0] = month.split('-').map(Number);
    expected = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  }
  if (months.length === 0) throw new RangeError('the table of prices has no month');
  return months;
}
