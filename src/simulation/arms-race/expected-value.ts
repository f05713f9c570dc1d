/** What a machine is worth to who would run it. */
import { portableExp, portableLog } from '../portable-math.ts';

/** What its buyer expects. */
export interface Outlook {
  /** Rate at which income per hash falls, per day, from 0. */
  readonly declinePerDay: number;
  /** Chance to fail, per day, above 0. */
  readonly failurePerDay: number;
  /** Days after which it is given up. */
  readonly lifeDays: number;
}

/**
 * The expected sum of what a machine earns above its electricity, from today until it no longer pays or its life ends:
 * income falls as rivals buy, electricity does not.
 *
 *     integral over [0, T] of (income e^(-decline t) - cost) e^(-failure t) dt
 *
 * @param incomePerDay - Today's, USD, from 0.
 * @param costPerDay - Of electricity, USD, from 0.
 * @returns USD; 0 for a machine that does not pay today.
 */
export function expectedSurplus(incomePerDay: number, costPerDay: number, outlook: Outlook): number {
  if (!(incomePerDay > costPerDay)) return 0;
  const { declinePerDay, failurePerDay, lifeDays } = outlook;
  const paysDays = declinePerDay > 0 ? portableLog(incomePerDay / costPerDay) / declinePerDay : Infinity;
  const days = Math.min(lifeDays, paysDays);
  const rate = declinePerDay + failurePerDay;
  return (
    (incomePerDay * (1 - portableExp(-rate * days))) / rate -
    (costPerDay * (1 - portableExp(-failurePerDay * days))) / failurePerDay
  );
}
