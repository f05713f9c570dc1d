/**
 * One machine more in a race that does not notice it: what its owner pays and earns, and until when.
 *
 * The machine runs on the days on which its expected income covers its electricity, and rests on the others. Its income
 * is its part of the day's expected revenue, itself included, as if the difficulty had followed it: a machine that is
 * faster than all others together does not earn more than there is. What the scenario does to all machines and all
 * electricity it does to this one too. Luck, pool fees and the machine's price are left out.
 */
import { JOULES_PER_KWH } from '../economics.ts';
import { DAY_SEC, dayOfDate } from './calendar.ts';
import type { RaceDays, RaceFacts } from './race.ts';

/** A user's own machine. */
export interface Device {
  /** Hashes per second. */
  readonly hashrateHps: number;
  /** Watts at the plug. */
  readonly powerW: number;
  readonly pricePerKwhUsd: number;
  /** Index of the day in the race from which on it is there. */
  readonly fromDay: number;
}

/** It pays in earnest when it pays so many days in a row; a day or a week is luck of the price. */
export const PAYING_DAYS = 30;

/** What became of it. */
export interface DeviceFate {
  readonly device: Device;
  /** First and last day that it was followed, indices in the race. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Its part of all hash rate, itself included, if it runs on the first and on the last day. */
  readonly firstPart: number;
  readonly lastPart: number;
  /** Days on which it ran. */
  readonly daysOn: number;
  /** Expected coins, and what they were worth on their days. */
  readonly coinsBtc: number;
  readonly incomeUsd: number;
  readonly electricityUsd: number;
  readonly profitUsd: number;
  /** First day of the first {@link PAYING_DAYS} in a row on which it pays; null if there never are so many. */
  readonly paysFromDay: number | null;
  /** The day after the last such stretch: from it on it never pays for long again. Null if it never did, or still does. */
  readonly stopsDay: number | null;
}

/**
 * Follows a machine.
 *
 * @param days - Days of the race, from its first on.
 * @throws {RangeError} if rate or power is not positive, the price is no number, or the day is not among those there.
 */
export function followDevice(facts: RaceFacts, days: RaceDays, device: Device): DeviceFate {
  const { hashrateHps, powerW, pricePerKwhUsd, fromDay } = device;
  assertPositive('hashrateHps', hashrateHps);
  assertPositive('powerW', powerW);
  if (!Number.isFinite(pricePerKwhUsd)) {
    throw new RangeError(`"pricePerKwhUsd" expected a number, got ${pricePerKwhUsd}`);
  }
  if (!Number.isInteger(fromDay) || fromDay < days.firstDay || fromDay >= days.firstDay + days.length) {
    throw new RangeError(
      `"fromDay" expected a day from ${days.firstDay} to ${days.firstDay + days.length - 1}, got ${fromDay}`,
    );
  }
  const { hashrateHps: others, hashPriceUsdPerThDay, priceUsd, rewardBtc } = days.figures;
  const { spacingSec } = facts.scenario.difficulty;
  const kwhPerDay = (powerW * DAY_SEC) / JOULES_PER_KWH;
  const changeOn = changesOf(facts);
  const partOn = (i: number) => {
    const own = hashrateHps * changeOn(days.firstDay + i).speed;
    return own / (own + others[i]!);
  };
  const from = fromDay - days.firstDay;
  let [daysOn, coinsBtc, incomeUsd, electricityUsd] = [0, 0, 0, 0];
  let run = 0;
  let paysFromDay: number | null = null;
  let stopsDay: number | null = null;
  for (let i = from; i < days.length; i++) {
    // The day's income per hash is for the hash rate without it; with it, all earn less.
    const perHps = hashPriceUsdPerThDay[i]! / 1e12;
    const own = hashrateHps * changeOn(days.firstDay + i).speed;
    // Where nobody else hashes, the difficulty that was left decides, up to all that a day of blocks on schedule brings.
    const income =
      others[i]! > 0
        ? perHps * others[i]! * partOn(i)
        : Math.min(perHps * own, (rewardBtc[i]! * priceUsd[i]! * DAY_SEC) / spacingSec);
    const costUsd = kwhPerDay * (pricePerKwhUsd + changeOn(days.firstDay + i).taxUsdPerKwh);
    if (!(income >= costUsd)) {
      run = 0;
      continue;
    }
    daysOn++;
    incomeUsd += income;
    electricityUsd += costUsd;
    if (priceUsd[i]! > 0) coinsBtc += income / priceUsd[i]!;
    run++;
    if (run < PAYING_DAYS) continue;
    paysFromDay ??= days.firstDay + i - PAYING_DAYS + 1;
    stopsDay = days.firstDay + i + 1;
  }
  return {
    device,
    firstDay: fromDay,
    lastDay: days.firstDay + days.length - 1,
    firstPart: partOn(from),
    lastPart: partOn(days.length - 1),
    daysOn,
    coinsBtc,
    incomeUsd,
    electricityUsd,
    profitUsd: incomeUsd - electricityUsd,
    paysFromDay,
    stopsDay: stopsDay === days.firstDay + days.length ? null : stopsDay,
  };
}

/** What the scenario has changed for every machine everywhere, by day of the race. */
function changesOf({ scenario, startDay }: RaceFacts) {
  const changes = scenario.events.flatMap((event) => {
    const day = dayOfDate(event.on) - startDay;
    if (event.kind === 'speed') return { day, factor: event.factor, usdPerKwh: 0 };
    if (event.kind === 'energy-tax' && event.region === 'all') {
      return { day, factor: 1, usdPerKwh: event.usdPerKwh };
    }
    return [];
  });
  return (today: number) => {
    let speed = 1;
    let taxUsdPerKwh = 0;
    for (const { day, factor, usdPerKwh } of changes) {
      if (day > today) continue;
      speed *= factor;
      taxUsdPerKwh += usdPerKwh;
    }
    return { speed, taxUsdPerKwh };
  };
}

function assertPositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`"${name}" expected a number above 0, got ${value}`);
  }
}
