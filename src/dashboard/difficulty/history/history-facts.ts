// What the real chain's table tells at a glance, read from the data and from nothing else.

import { formatCount, formatDate, formatNumber, formatPercent } from '../../../primitives/index.ts';
import { type DifficultyEpoch, EPOCH_BLOCKS, type RealRetarget } from '../../../simulation/index.ts';
import type { RealHistory } from '../worker/protocol.ts';

/** Bitcoin's target spacing, seconds. */
export const SPACING_SEC = 600;

/** A retarget worth a mark. */
export interface Landmark {
  readonly retarget: RealRetarget;
  /** Unix seconds, reckoned where the table does not know them. */
  readonly time: number;
  /** Stands at the mark. */
  readonly label: string;
}

/** When each period began: where the table does not say, reckoned from the last it knows, at ten minutes a block. */
export function epochTimes(epochs: readonly DifficultyEpoch[]): readonly {
  readonly time: number;
  readonly isReckoned: boolean;
}[] {
  let last = 0;
  return epochs.map(({ firstTime }) => {
    last = firstTime ?? last + EPOCH_BLOCKS * SPACING_SEC;
    return { time: last, isReckoned: firstTime === null };
  });
}

/** A change as people say it: `−27.9 %`, from twice on `4 ×`. */
export function changeText(factor: number): string {
  if (factor >= 2) return `${formatNumber(factor, 3).replace(/\.?0+$/u, '')} ×`;
  const change = formatPercent(Math.abs(factor - 1), 3);
  return factor < 1 ? `−${change}` : `+${change}`;
}

/** The retargets that the rule's limit decided, and the largest fall. */
export function landmarks({ epochs, retargets }: Pick<RealHistory, 'epochs' | 'retargets'>): {
  readonly limited: readonly Landmark[];
  readonly fall: Landmark | null;
} {
  const times = new Map(epochTimes(epochs).map(({ time }, index) => [epochs[index]!.firstHeight, time]));
  const landmark = (retarget: RealRetarget, words: string): Landmark => {
    const time = retarget.time ?? times.get(retarget.height) ?? 0;
    return { retarget, time, label: `${formatDate(time)}: ${changeText(retarget.factor)}${words}` };
  };
  const lowest = retargets.reduce<RealRetarget | null>(
    (least, one) => (least === null || one.factor < least.factor ? one : least),
    null,
  );
  return {
    limited: retargets.filter(({ isAtLimit }) => isAtLimit).map((one) => landmark(one, ', the limit')),
    fall: lowest === null || lowest.factor >= 1 ? null : landmark(lowest, ''),
  };
}

/** Mean seconds per block of each period whose ends are known, with the time of its first block. */
export function periodIntervals({ past }: Pick<RealHistory, 'past'>): readonly {
  readonly time: number;
  readonly meanSec: number;
}[] {
  const { genesisTime, startsSec, endSec } = past;
  return startsSec.map((startSec, index) => ({
    time: genesisTime + startSec,
    meanSec: ((startsSec[index + 1] ?? endSec) - startSec) / EPOCH_BLOCKS,
  }));
}

/** A height, and what is there. */
export const heightText = (height: number): string => `height ${formatCount(height)}`;
