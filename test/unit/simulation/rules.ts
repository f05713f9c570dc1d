// Three small rules with known answers, so that the simulation is tested apart from the rules of `difficulty/`.

import type { DifficultyRule, RuleParameters } from '../../../src/difficulty/index.ts';

const LIMIT = 0xffffn << 208n;
const words = {
  usedBy: 'tests',
  summary: 'A rule with a known answer.',
  source: 'this file',
  windowMeaning: 'period',
  laboratoryWindowBlocks: 12,
};
const network = (windowBlocks: number): RuleParameters => ({
  targetSpacingSec: 600,
  windowBlocks,
  powLimit: LIMIT,
});

const limited = (target: bigint, { powLimit }: RuleParameters) =>
  target > powLimit ? powLimit : target < 1n ? 1n : target;

/** Never changes the target. */
export const FIXED: DifficultyRule = {
  ...words,
  name: 'test-fixed',
  title: 'Fixed',
  network: network(2),
  nextTarget: (history) => history.targetAt(history.tipHeight),
};

/** Bitcoin's rule in full precision: 2,016 blocks, measured over 2,015 intervals, at most a factor of 4. */
export const PERIODIC: DifficultyRule = {
  ...words,
  name: 'test-periodic',
  title: 'Periodic',
  network: network(2016),
  nextTarget(history, _time, parameters) {
    const { tipHeight } = history;
    const { windowBlocks, targetSpacingSec } = parameters;
    const target = history.targetAt(tipHeight);
    if ((tipHeight + 1) % windowBlocks !== 0) return target;
    const wanted = windowBlocks * targetSpacingSec;
    const measured = history.timeAt(tipHeight) - history.timeAt(tipHeight + 1 - windowBlocks);
    const span = Math.min(4 * wanted, Math.max(Math.floor(wanted / 4), measured));
    return limited((target * BigInt(span)) / BigInt(wanted), parameters);
  },
};

/** ASERT with a double's exponential: the target doubles for each window that the chain is behind schedule. */
export const EXPONENTIAL: DifficultyRule = {
  ...words,
  name: 'test-exponential',
  title: 'Exponential',
  network: network(288),
  nextTarget(history, _time, parameters) {
    const { tipHeight } = history;
    const { windowBlocks, targetSpacingSec } = parameters;
    const behindSec = history.timeAt(tipHeight) - history.timeAt(0) - tipHeight * targetSpacingSec;
    const exponent = behindSec / (windowBlocks * targetSpacingSec);
    const whole = Math.floor(exponent);
    const scaled = history.targetAt(0) * BigInt(Math.round(2 ** (exponent - whole) * 2 ** 40));
    return limited(whole >= 40 ? scaled << BigInt(whole - 40) : scaled >> BigInt(40 - whole), parameters);
  },
};

/** Bitcoin's test network in short: a block 2 spacings late may have the easiest target. */
export const LATE_IS_EASY: DifficultyRule = {
  ...words,
  name: 'test-late-is-easy',
  title: 'Late is easy',
  network: network(2),
  nextTarget(history, time, parameters) {
    const late = history.timeAt(history.tipHeight) + 2 * parameters.targetSpacingSec;
    return time > late ? parameters.powLimit : history.targetAt(0);
  },
  nextChange(history, time, parameters) {
    const late = history.timeAt(history.tipHeight) + 2 * parameters.targetSpacingSec;
    return time > late ? null : late + 1;
  },
};
