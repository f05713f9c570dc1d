// What stands on the ruler: this machine's rows, and published devices and networks.

import type { BenchmarkResult } from '../../miner/index.ts';
import { formatHashrate } from '../../primitives/index.ts';
import { deviceEmber, emberOf } from './points.ts';
import { REFERENCE_DEVICES, REFERENCE_NETWORKS } from './reference-devices.ts';
import { mainResults, resultRows } from './rows.ts';
import type { RulerMark } from './ruler-layout.ts';

const PUBLISHED: readonly RulerMark[] = [...REFERENCE_DEVICES, ...REFERENCE_NETWORKS].map((device) => ({
  label: device.name,
  note: `${device.kind}, ${device.year}`,
  hps: device.hps,
  kind: device.kind === 'network' ? 'network' : 'published',
  ember: deviceEmber(device),
}));

/** More would hide each other. */
const MOST_OWN = 7;

/** The marks for these results and the published ones. */
export function rulerMarks(results: readonly BenchmarkResult[], cores: number): readonly RulerMark[] {
  const own = resultRows(mainResults(results).slice(0, MOST_OWN), cores).map(
    ({ result, label }): RulerMark => ({
      label,
      note: formatHashrate(result.hps.median),
      hps: result.hps.median,
      kind: result.isSoftware ? 'software' : 'measured',
      ember: emberOf(result.engine),
    }),
  );
  return [...own, ...PUBLISHED];
}
