// Mining for a pool at a glance.

import type { RemoteSnapshot } from '../../miner/index.ts';
import {
  type Estimate,
  formatCount,
  formatDifficulty,
  formatEfficiency,
  formatHashrate,
  formatPercent,
  formatPower,
  formatWait,
  formatWholeSeconds,
  HASHES_PER_DIFFICULTY,
} from '../../primitives/index.ts';
import { meanPower } from '../mine/power.ts';
import { efficiency, type TileFigure, tile } from '../mine/tile-figures.ts';

/** The tiles. */
export function poolTiles(snapshot: RemoteSnapshot, fullPowerW: Estimate): readonly TileFigure[] {
  const { hashrateHps, effectiveHps, acceptedHps, hashCount, shares, bestShare, source, windows } = snapshot;
  const watts = snapshot.state === 'mining' ? meanPower(windows[0], fullPowerW) : null;
  const perTh = efficiency(windows, fullPowerW);
  const missing = Number.NaN;
  const pool = source.kind === 'pool' ? source : null;
  const difficulty = pool?.difficulty ?? null;
  const shareSec =
    difficulty !== null && hashrateHps > 0 ? (difficulty * HASHES_PER_DIFFICULTY) / hashrateHps : missing;
  const blockDifficulty = pool?.job?.networkDifficulty ?? null;
  return [
    {
      ...tile('hash rate, counted', formatHashrate(hashrateHps), 'spend'),
      note: hashCount > 0 ? `${formatCount(hashCount)} hashes` : '',
    },
    {
      ...tile('power, estimated', formatPower(watts?.guess ?? missing, 2), 'spend'),
      note: perTh === null ? '' : `${formatEfficiency(perTh.guess, 2)}, by the watts below`,
    },
    tile('proved by all shares', formatHashrate(effectiveHps ?? missing), 'keep'),
    tile('credited by the pool', formatHashrate(acceptedHps ?? missing), 'keep'),
    {
      ...tile('shares accepted', formatCount(shares.accepted), 'keep'),
      note: blocksWords(shares),
    },
    {
      ...tile('difficulty of the best share', formatDifficulty(bestShare?.difficulty ?? missing), ''),
      note: blockDifficulty === null ? '' : `a block needs ${formatDifficulty(blockDifficulty)}`,
    },
    {
      ...tile('difficulty asked by the pool', formatDifficulty(difficulty ?? missing), ''),
      note: Number.isNaN(shareSec) ? '' : `a share about every ${formatWait(shareSec)}`,
    },
    {
      ...tile('since the start', '', ''),
      value: formatWholeSeconds(snapshot.uptimeSec),
      note:
        snapshot.uptimeSec > 0
          ? `mined ${formatPercent(Math.min(1, snapshot.minedSec / snapshot.uptimeSec))} of it`
          : '',
    },
  ];
}

function blocksWords({ found, blocks }: RemoteSnapshot['shares']): string {
  const words = `of ${formatCount(found)} found`;
  return blocks === 0
    ? words
    : `${words}; ${formatCount(blocks)} of them ${blocks === 1 ? 'is a block' : 'are blocks'}`;
}
