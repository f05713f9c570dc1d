/**
 * DigiShield 3 as Zcash runs it: the mean target of the last 17 blocks times their damped time, a quarter of the way
 * from the wanted to the measured one, and at most 32 % longer or 16 % shorter. Times are medians of eleven.
 *
 * After Zcash, `pow.cpp`: `GetNextWorkRequired`, `CalculateNextWorkRequired`.
 */
import { medianTimePast } from '../chain/index.ts';
import { clamp, compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule, RuleParameters } from './rule.ts';

const DAMPING = 4;
const MAX_DOWN_PERCENT = 32;
const MAX_UP_PERCENT = 16;

/**
 * The target that follows an average and the time of a window.
 *
 * @param averageTarget - Mean target of the window's blocks.
 * @param tookSec - Between the median times of its ends.
 */
export function retargetDigishield(
  averageTarget: bigint,
  tookSec: number,
  { targetSpacingSec, windowBlocks, powLimit }: RuleParameters,
): bigint {
  const wantedSec = windowBlocks * targetSpacingSec;
  // C++ divides towards zero.
  const dampedSec = wantedSec + Math.trunc((tookSec - wantedSec) / DAMPING);
  const countedSec = clamp(
    dampedSec,
    Math.floor((wantedSec * (100 - MAX_UP_PERCENT)) / 100),
    Math.floor((wantedSec * (100 + MAX_DOWN_PERCENT)) / 100),
  );
  return compactTarget((averageTarget / BigInt(wantedSec)) * BigInt(countedSec), powLimit);
}

/** Zcash's rule. */
export const digishieldV3: DifficultyRule = {
  name: 'digishield-v3',
  title: 'DigiShield 3',
  usedBy: 'Zcash since October 2016',
  summary:
    'The mean target of a window (17 blocks on its network) times its time, which counts as a quarter of the way from the wanted to the measured one, and as at most 32 % longer or 16 % shorter.',
  source: 'Zcash, src/pow.cpp, CalculateNextWorkRequired',
  windowMeaning: 'window',
  // Before the Blossom upgrade of 2019, which halved the spacing.
  network: { targetSpacingSec: 150, windowBlocks: 17, powLimit: (1n << 243n) - 1n },
  laboratoryWindowBlocks: 17,
  nextTarget(history, _time, parameters) {
    const { tipHeight } = history;
    const { windowBlocks, powLimit } = parameters;
    if (tipHeight < windowBlocks) return easiestTarget(powLimit);
    let sum = 0n;
    for (let i = 0; i < windowBlocks; i++) sum += history.targetAt(tipHeight - i);
    const tookSec = medianTimePast(history, tipHeight) - medianTimePast(history, tipHeight - windowBlocks);
    return retargetDigishield(sum / BigInt(windowBlocks), tookSec, parameters);
  },
};
