// The chain at a glance.

import { energyOfHashes, type MiningSnapshot } from '../../miner/index.ts';
import {
  type Estimate,
  formatCount,
  formatDifficulty,
  formatDuration,
  formatEnergy,
  formatPercent,
  formatWait,
} from '../../primitives/index.ts';
import type { BitcoinNetwork } from '../../simulation/index.ts';
import { compareWithBitcoin } from './bitcoin-comparison.ts';

/** One figure. */
export interface TileFigure {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly tone: '' | 'spend' | 'keep';
  readonly note: string;
  readonly points: readonly number[];
}

/** Newest difficulties that a sparkline holds. */
const SPARK_POINTS = 60;

/** The tiles of a chain; none before there is one. */
export function chainTiles(
  { chain, search, hashrateHps, windows, state }: MiningSnapshot,
  fullPowerW: Estimate,
  network: BitcoinNetwork,
): readonly TileFigure[] {
  if (chain === null) return [];
  const perTh = efficiency(windows, fullPowerW);
  const isHashing = state === 'mining';
  const expectedSec = isHashing ? (search?.expectedSec ?? Number.NaN) : Number.NaN;
  const blockJ = perTh === null ? Number.NaN : energyOfHashes(chain.proof, perTh).guess;
  const { blockSec } = compareWithBitcoin(hashrateHps, network);
  const found =
    chain.rivals === 0
      ? `${formatCount(chain.staleBlocks)} stale`
      : `and ${formatCount(chain.rivals)} by the rival; ${formatCount(chain.staleBlocks)} stale`;
  return [
    tile('expected to the next block, at any moment', formatDuration(expectedSec), 'keep'),
    {
      ...tile('difficulty of the next block', formatDifficulty(chain.difficulty), 'keep'),
      points: Array.from(chain.difficulties.values.slice(-SPARK_POINTS), Math.log),
    },
    tile('luck: blocks found over blocks due', formatPercent(chain.luck ?? Number.NaN, 3), ''),
    { ...tile('blocks found by you', formatCount(chain.yours), ''), note: found },
    tile('for a block, at this difficulty', formatEnergy(blockJ), 'spend'),
    tile('for one real Bitcoin block, at this rate', formatWait(blockSec), 'spend'),
  ];
}

/** Joules per 10^12 hashes over the last ten minutes; null before the first hash. */
export function efficiency(
  windows: MiningSnapshot['windows'],
  { low, guess, high }: Estimate,
): Estimate | null {
  const window = windows.find(({ windowSec }) => windowSec >= 600);
  if (window === undefined || !(window.hashCount > 0)) return null;
  const secPerTh = (window.activeSec / window.hashCount) * 1e12;
  return { low: low * secPerTh, guess: guess * secPerTh, high: high * secPerTh };
}

/** A figure whose unit stands apart from its number. */
export function tile(label: string, text: string, tone: TileFigure['tone']): TileFigure {
  const [, value = text, unit = ''] = /^(\S*\d)(?: (\D.*))?$/u.exec(text) ?? [];
  return { label, value, unit, tone, note: '', points: [] };
}
