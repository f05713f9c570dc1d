/**
 * Kimoto's Gravity Well: the window has no fixed length. It grows back from the tip, from 144 blocks to 4,032, until
 * the pace of the blocks in it is further from the wanted one than an "event horizon" which narrows as it grows; their
 * mean target is then scaled by that pace.
 *
 * After Megacoin, `main.cpp`: `KimotoGravityWell`, with its signed big numbers.
 */
import type { HeaderHistory } from '../chain/index.ts';
import { compactFromTarget, targetFromCompact } from '../primitives/index.ts';
import { compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

/** The longest window in shortest ones: seven days over a quarter of one. */
const MAX_WINDOWS = 28;
/** Blocks at which the horizon is 1.7084: the reference's 144, whatever the window. */
const HORIZON_BLOCKS = 144;

/** Below it a mean is reckoned exactly: its rounding could reach into the 23 bits that count. */
const SMALL_TARGET = 2 ** 80;
/** What a sum of doubles may lose per term, twice over; the scaling after it counts as eight terms. */
const DOUBT_PER_TERM = 2 ** -52;
const OTHER_TERMS = 8;

/** Event horizons by mass; the same for every chain, filled on the way. */
const horizons = new Float64Array(1 << 14);

function horizonOf(mass: number): number {
  const reckoned = () => 1 + 0.7084 * (mass / HORIZON_BLOCKS) ** -1.228;
  return mass < horizons.length ? (horizons[mass] ||= reckoned()) : reckoned();
}

/** Whether a pace is as far from the wanted one as the horizon, to either side. */
function isOver(ratio: number, mass: number): boolean {
  const horizon = horizonOf(mass);
  return ratio <= 1 / horizon || ratio >= horizon;
}

/** Blocks that count, and the time from the first of them to the tip. */
interface Well {
  readonly mass: number;
  readonly tookSec: number;
}

/** Finds how far back the well reaches. */
export function findWell(history: HeaderHistory, targetSpacingSec: number, minBlocks: number): Well {
  const { tipHeight } = history;
  const tipTime = history.timeAt(tipHeight);
  const maxBlocks = Math.min(minBlocks * MAX_WINDOWS, tipHeight);
  let mass = 0;
  let tookSec = 0;
  while (mass < maxBlocks) {
    tookSec = Math.max(0, tipTime - history.timeAt(tipHeight - mass));
    mass++;
    if (mass < minBlocks || tookSec === 0) continue;
    if (isOver((targetSpacingSec * mass) / tookSec, mass)) break;
  }
  return { mass, tookSec };
}

/**
 * The running mean of the last targets with its rounding at every step, as the reference reckons it: each step adds
 * the new target's distance from the mean over the count, rounded towards zero.
 */
export function runningMean(history: HeaderHistory, mass: number): bigint {
  let mean = history.targetAt(history.tipHeight);
  for (let i = 2; i <= mass; i++) {
    mean += (history.targetAt(history.tipHeight - i + 1) - mean) / BigInt(i);
  }
  return mean;
}

function scale(mean: bigint, { mass, tookSec }: Well, targetSpacingSec: number, powLimit: bigint): bigint {
  return compactTarget(
    tookSec === 0 ? mean : (mean * BigInt(tookSec)) / BigInt(targetSpacingSec * mass),
    powLimit,
  );
}

/**
 * The same by doubles, hundreds of times faster: every compact target is exactly a double, and the steps' rounding is
 * below one unit each.
 *
 * @returns The target's compact form; null where rounding could change it.
 */
export function scaleFast(
  history: HeaderHistory,
  { mass, tookSec }: Well,
  targetSpacingSec: number,
  powLimit: bigint,
): bigint | null {
  let sum = 0;
  const end = history.tipHeight - mass;
  for (let height = history.tipHeight; height > end; height--) sum += history.targetNumberAt(height);
  const value = (sum / mass) * (tookSec === 0 ? 1 : tookSec / (targetSpacingSec * mass));
  if (!(value > SMALL_TARGET)) return null;
  const doubt = (mass + OTHER_TERMS) * DOUBT_PER_TERM;
  if (value * (1 - doubt) > Number(powLimit)) return easiestTarget(powLimit);
  if (value * (1 + doubt) >= Number(powLimit)) return null;
  const low = compactFromTarget(BigInt(value * (1 - doubt)));
  return low === compactFromTarget(BigInt(value * (1 + doubt))) ? targetFromCompact(low) : null;
}

/** Kimoto's Gravity Well. */
export const kgw: DifficultyRule = {
  name: 'kgw',
  title: 'Kimoto Gravity Well',
  usedBy: 'Megacoin since 2013, Dash in early 2014',
  summary:
    'A window that grows back from the tip until the pace of its blocks is out of line by an “event horizon”, which narrows as the window grows. Their mean target is scaled by that pace.',
  source: 'Megacoin, src/main.cpp, KimotoGravityWell',
  windowMeaning: 'shortest window',
  network: { targetSpacingSec: 150, windowBlocks: 144, powLimit: (1n << 236n) - 1n },
  laboratoryWindowBlocks: 36,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    if (history.tipHeight < windowBlocks) return easiestTarget(powLimit);
    const well = findWell(history, targetSpacingSec, windowBlocks);
    return (
      scaleFast(history, well, targetSpacingSec, powLimit) ??
      scale(runningMean(history, well.mass), well, targetSpacingSec, powLimit)
    );
  },
};
