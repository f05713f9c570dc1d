// Difficulty by height, and the difficulty that would give the wanted spacing at the hash rate of that time.

import type { ChainSnapshot, SessionEvent } from '../../miner/index.ts';
import { formatCount, formatDifficulty } from '../../primitives/index.ts';
import type { SeriesChartSpec } from '../charts/series-chart/spec.ts';
import { difficultyNeeded } from './hashes.ts';
import { steadyNetworkHps } from './network-rate.ts';

/** The chart; null before there are two blocks to connect. */
export function difficultySpec(
  chain: ChainSnapshot,
  events: readonly SessionEvent[],
): SeriesChartSpec | null {
  const { difficulties, spacingSec } = chain;
  const { heights, values } = difficulties;
  if (heights.length < 2) return null;
  const first = heights[0]!;
  return {
    series: [
      {
        id: 'needed',
        label: 'what the pace needs',
        hue: 'ember-3',
        kind: 'line',
        isDashed: true,
        width: 1.5,
        x: heights,
        y: steadyNetworkHps(chain, events).map((hps) => difficultyNeeded(hps, spacingSec)),
      },
      { id: 'difficulty', label: 'difficulty', hue: 'ice-3', kind: 'step', x: heights, y: values },
    ],
    x: { scale: 'linear', min: first, max: heights.at(-1)!, format: formatCount, title: 'height' },
    y: { scale: 'log', format: (value) => formatDifficulty(value, 2) },
    marks: events
      .filter(({ height }) => height > first)
      .slice(-5)
      .map(({ height, text }) => ({ axis: 'x', at: height + 1, label: text, hue: 'ink-3', isDashed: true })),
  };
}
