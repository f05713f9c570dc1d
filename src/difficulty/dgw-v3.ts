/**
 * Dark Gravity Wave 3: an average of the last 24 targets in which the newest counts double, times the time they took
 * over the time they should have, within a factor of three.
 *
 * The time spans 23 intervals and is compared with 24 spacings, so blocks come a little slower than they should.
 *
 * After Dash Core, `pow.cpp`: `DarkGravityWave`.
 */
import { clamp, compactTarget, easiestTarget } from './limits.ts';
import type { DifficultyRule } from './rule.ts';

const MAX_FACTOR = 3;

/** Dash's rule. */
export const dgwV3: DifficultyRule = {
  name: 'dgw-v3',
  title: 'Dark Gravity Wave 3',
  usedBy: 'Dash since 2014',
  summary:
    'The targets of a window (24 blocks on its network), averaged with the newest counting double, times the time they took over the wanted time, within a factor of three.',
  source: 'Dash Core, src/pow.cpp, DarkGravityWave',
  windowMeaning: 'window',
  network: { targetSpacingSec: 150, windowBlocks: 24, powLimit: (1n << 236n) - 1n },
  laboratoryWindowBlocks: 24,
  nextTarget(history, _time, { targetSpacingSec, windowBlocks, powLimit }) {
    const { tipHeight } = history;
    if (tipHeight < windowBlocks) return easiestTarget(powLimit);
    let average = history.targetAt(tipHeight);
    for (let count = 2; count <= windowBlocks; count++) {
      // Not quite an average, as the reference remarks itself.
      average = (average * BigInt(count) + history.targetAt(tipHeight - count + 1)) / BigInt(count + 1);
    }
    const wantedSec = windowBlocks * targetSpacingSec;
    const tookSec = clamp(
      history.timeAt(tipHeight) - history.timeAt(tipHeight - windowBlocks + 1),
      Math.max(1, Math.floor(wantedSec / MAX_FACTOR)),
      wantedSec * MAX_FACTOR,
    );
    return compactTarget((average * BigInt(tookSec)) / BigInt(wantedSec), powLimit);
  },
};
