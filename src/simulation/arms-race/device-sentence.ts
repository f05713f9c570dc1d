/** What became of the user's own machine, in one sentence. */
import {
  formatCount,
  formatDate,
  formatHashrate,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPower,
  formatRough,
  formatRoughMoney,
} from '../../primitives/index.ts';
import { DAY_SEC } from './calendar.ts';
import { type DeviceFate, PAYING_DAYS } from './follow-device.ts';
import type { RaceFacts } from './race.ts';

/** Below it a percentage has too many zeros to be felt. */
const SMALLEST_PERCENTAGE = 0.0001;

/** @returns For example "From 1 June 2016 on, 13.5 TH/s for 1.38 kW at 0.0500 USD/kWh is one part in 117,000 of …". */
export function deviceSentence(facts: RaceFacts, fate: DeviceFate): string {
  const dateOf = (day: number) => formatDate((facts.startDay + day) * DAY_SEC);
  const { device, firstDay, lastDay } = fate;
  const price = formatMoney(device.pricePerKwhUsd, 'USD');
  const machine = `${formatHashrate(device.hashrateHps)} for ${formatPower(device.powerW)} at ${price}/kWh`;
  const part = `is ${partText(fate.firstPart)} of the hash rate, and ${partText(fate.lastPart)} on ${dateOf(lastDay)}`;
  return `From ${dateOf(firstDay)} on, ${machine} ${part}; ${earningsText(fate)}${endText(fate, dateOf)}.`;
}

function earningsText({ daysOn, coinsBtc, incomeUsd, electricityUsd, profitUsd }: DeviceFate): string {
  if (daysOn === 0) return 'its income never covers its electricity';
  const days = `on the ${formatCount(daysOn)} ${daysOn === 1 ? 'day that pays' : 'days that pay'}`;
  return (
    `${days} it earns ${roughUsd(incomeUsd)} (${formatNumber(coinsBtc)} BTC) and uses electricity for ` +
    `${roughUsd(electricityUsd)}, a profit of ${roughUsd(profitUsd)}`
  );
}

function endText({ daysOn, paysFromDay, stopsDay, lastDay }: DeviceFate, dateOf: (day: number) => string) {
  if (daysOn === 0) return '';
  if (paysFromDay === null) return `, but never for ${PAYING_DAYS} days in a row`;
  return stopsDay === null
    ? `, and it still pays on ${dateOf(lastDay)}`
    : `, and it stops paying on ${dateOf(stopsDay)}`;
}

function partText(part: number): string {
  return part >= SMALLEST_PERCENTAGE ? formatPercent(part) : `one part in ${formatRough(1 / part)}`;
}

const roughUsd = (amount: number) => formatRoughMoney(amount, 'USD');
