// The real chain and replayed ones as tables, and how far the data reach.

import {
  difficultyFromTarget,
  formatCount,
  formatDate,
  formatDifficulty,
  formatHashrate,
  targetFromCompact,
} from '../../../primitives/index.ts';
import type { TableData } from '../../elements/table-data.ts';
import type { RealHistory } from '../worker/protocol.ts';
import { epochTimes, periodIntervals } from './history-facts.ts';
import type { NamedReplay } from './history-specs.ts';

/** The periods as a table. */
export function epochTable(history: RealHistory): TableData {
  const times = epochTimes(history.epochs);
  const intervals = periodIntervals(history);
  return {
    columns: [
      { id: 'height', label: 'From height', isNumber: true },
      { id: 'first_time', label: 'Begun', isNumber: true, format: formatDate },
      { id: 'difficulty', label: 'Difficulty', isNumber: true, format: (value) => formatDifficulty(value) },
      { id: 'factor', label: 'Times the last', isNumber: true },
      { id: 'mean_interval_s', label: 'Mean interval', note: 's', isNumber: true },
      { id: 'hashrate_hps', label: 'Hash rate', isNumber: true, format: (value) => formatHashrate(value) },
    ],
    rows: history.epochs.map(({ firstHeight, nBits }, index) => ({
      height: firstHeight,
      first_time: times[index]!.isReckoned ? null : times[index]!.time,
      difficulty: difficultyFromTarget(targetFromCompact(nBits)),
      factor: history.retargets[index - 1]?.factor ?? null,
      mean_interval_s: intervals[index]?.meanSec ?? null,
      hashrate_hps: history.past.hps[index] ?? null,
    })),
  };
}

/** Replayed chains' periods as a table. */
export function replayTable({ past }: RealHistory, replays: readonly NamedReplay[]): TableData {
  return {
    columns: [
      { id: 'rule', label: 'Rule' },
      { id: 'height', label: 'To height', isNumber: true },
      { id: 'end_time', label: 'Ended', isNumber: true, format: formatDate },
      { id: 'mean_interval_s', label: 'Mean interval', note: 's', isNumber: true },
      { id: 'difficulty_low', label: 'Least difficulty', isNumber: true, format: formatDifficulty },
      { id: 'difficulty_mean', label: 'Mean difficulty', isNumber: true, format: formatDifficulty },
      { id: 'difficulty_high', label: 'Most difficulty', isNumber: true, format: formatDifficulty },
    ],
    rows: replays.flatMap(({ title, chain }) =>
      chain.periods.map(({ height, endSec, meanIntervalSec, low, mean, high }) => ({
        rule: title,
        height,
        end_time: past.genesisTime + endSec,
        mean_interval_s: meanIntervalSec,
        difficulty_low: low,
        difficulty_mean: mean,
        difficulty_high: high,
      })),
    ),
  };
}

/** Until when the table has times of blocks, and how many periods it has beyond. */
export function knowledgeText({ epochs, past }: RealHistory): string {
  const until = formatDate(past.genesisTime + past.endSec);
  const beyond = epochs.length - past.startsSec.length - 1;
  return `Times of blocks are known to ${until}; the ${formatCount(beyond)} periods after it are drawn, dashed, as if each block had taken ten minutes.`;
}
