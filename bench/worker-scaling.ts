// Do n workers hash n times as fast as one?

import { availableParallelism } from 'node:os';
import { openCpuEngine } from '../src/engine/index.ts';
import { startNodeWorker } from '../src/engine/worker/node-factory.ts';
import { KNOWN_HEADERS, Miner, medianInterval, timeRollingWork } from '../src/miner/index.ts';
import { bytesFromHex } from '../src/primitives/index.ts';
import type { Findings } from './measure.ts';

const ROUNDS = 9;
const RUN_MS = 2000;
const clock = () => performance.now();

export async function workerScaling(): Promise<Findings> {
  const cores = availableParallelism();
  const open = (workers: number) =>
    openCpuEngine('wasm-simd', workers, {
      startWorker: () => startNodeWorker(new URL('../cli/worker.js', import.meta.url)),
      clock,
    });
  const one = await open(1);
  const all = await open(cores);
  const rate = async (engine: typeof one) => {
    const miner = new Miner({
      engines: [engine],
      clock,
      nextWork: timeRollingWork(bytesFromHex(KNOWN_HEADERS[0]!.hex), 0n),
    });
    await miner.run(RUN_MS);
    const { hashCount, busyMs } = miner.counts[0]!;
    return hashCount / busyMs / 1000;
  };
  await rate(one);
  await rate(all);
  const rounds: { one: number; all: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ one: await rate(one), all: await rate(all) });
  await Promise.all([one.dispose(), all.dispose()]);
  const scaling = medianInterval(rounds.map((round) => round.all / round.one / cores));
  return {
    figures: [{ what: `${cores} workers against one, per core`, value: scaling.median, atLeast: 0.9 }],
    details: { cores, scaling, megahashesPerSecond: rounds },
  };
}
