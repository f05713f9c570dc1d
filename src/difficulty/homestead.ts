/**
 * Ethereum's Homestead: the block's own time decides. A block within ten seconds of its parent raises the difficulty
 * by 1/2048, one after twenty lowers it, and further with every ten seconds more, at most by 99/2048.
 *
 * Nothing in it names a spacing: at a constant hash rate steps up and down balance where half of all intervals are
 * shorter than the divisor, since E[max(1 - floor(t / d), -99)] = 0 for exponential t of mean m at exp(-d / m) = 1/2.
 * So the divisor for a spacing is spacing x ln 2, and Ethereum's ten seconds belong to 14.43 s.
 *
 * After EIP-2, EIP "Homestead Hard-fork Changes"; go-ethereum, `consensus/ethash`: `calcDifficultyHomestead`.
 */
import type { HeaderHistory } from '../chain/index.ts';
import { difficultyOfTarget, targetOfDifficulty } from './limits.ts';
import type { DifficultyRule, RuleParameters } from './rule.ts';

/** Lowest difficulty of Ethereum's main network (yellow paper, D_0). */
export const HOMESTEAD_MIN_DIFFICULTY = 131_072n;
const LOWEST_STEP = -99;
/** Below it rounding changes the pace by more than 7 %. */
const SMALLEST_WHOLE_DIVISOR_SEC = 7;
const BOMB_PERIOD_BLOCKS = 100_000;

/** What the difficulty follows from. */
export interface HomesteadStep {
  readonly parentDifficulty: bigint;
  /** From the parent to the block. */
  readonly elapsedSec: number;
  /** Seconds per step: Ethereum's ten. */
  readonly divisorSec: number;
  /** One step is the parent's difficulty over this: Ethereum's 2048. */
  readonly boundDivisor: number;
  readonly minDifficulty: bigint;
  /** Height that the "difficulty bomb" is reckoned from; null leaves it out. */
  readonly bombHeight: number | null;
}

/** The difficulty of a block, in expected hashes. */
export function homesteadDifficulty(step: HomesteadStep): bigint {
  const steps = Math.max(1 - Math.floor(step.elapsedSec / step.divisorSec), LOWEST_STEP);
  // At least 1: below the bound divisor a difficulty could not rise again. Ethereum's least is far above it.
  const size = step.parentDifficulty / BigInt(step.boundDivisor) || 1n;
  const moved = step.parentDifficulty + size * BigInt(steps);
  const difficulty = moved > step.minDifficulty ? moved : step.minDifficulty;
  if (step.bombHeight === null) return difficulty;
  const period = Math.floor(step.bombHeight / BOMB_PERIOD_BLOCKS) - 2;
  return period < 0 ? difficulty : difficulty + (1n << BigInt(period));
}

/** Seconds per step for a spacing: whole, as Ethereum's ten for 14 s, unless that would miss the pace by much. */
export function homesteadDivisorSec(targetSpacingSec: number): number {
  const divisorSec = targetSpacingSec * Math.LN2;
  return divisorSec < SMALLEST_WHOLE_DIVISOR_SEC ? divisorSec : Math.round(divisorSec);
}

const elapsedSec = (history: HeaderHistory, time: number) => time - history.timeAt(history.tipHeight);

/**
 * Ethereum's rule from March 2016 to October 2017, without the bomb, which grows with height and not with pace.
 *
 * Ethereum also wants every block later than its parent; here times obey the median rule as everywhere, and a block
 * before its parent is as hard as the formula says.
 */
export const homestead: DifficultyRule = {
  name: 'homestead',
  title: 'Ethereum Homestead',
  usedBy: 'Ethereum, March 2016 to October 2017',
  summary:
    'The block’s own time decides: soon after its parent it is harder by one part (of 2,048 on its network), later easier by as much, and further the longer it takes.',
  source: 'EIP-2; go-ethereum, consensus/ethash, calcDifficultyHomestead',
  windowMeaning: 'bound divisor',
  network: {
    targetSpacingSec: 14,
    windowBlocks: 2048,
    powLimit: (1n << 256n) / HOMESTEAD_MIN_DIFFICULTY - 1n,
  },
  // Above 99, so that no single block, however late, takes the whole difficulty away.
  laboratoryWindowBlocks: 128,
  nextTarget(history: HeaderHistory, time: number, parameters: RuleParameters) {
    const { targetSpacingSec, windowBlocks, powLimit } = parameters;
    return targetOfDifficulty(
      homesteadDifficulty({
        parentDifficulty: difficultyOfTarget(history.targetAt(history.tipHeight)),
        elapsedSec: elapsedSec(history, time),
        divisorSec: homesteadDivisorSec(targetSpacingSec),
        boundDivisor: windowBlocks,
        minDifficulty: difficultyOfTarget(powLimit),
        bombHeight: null,
      }),
      powLimit,
    );
  },
  nextChange(history, time, { targetSpacingSec }) {
    const divisorSec = homesteadDivisorSec(targetSpacingSec);
    const steps = Math.floor(elapsedSec(history, time) / divisorSec);
    return 1 - steps > LOWEST_STEP
      ? history.timeAt(history.tipHeight) + Math.ceil((steps + 1) * divisorSec)
      : null;
  },
};
