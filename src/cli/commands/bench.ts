// bench: how fast is each engine, and how sure are we?

import { writeFile } from 'node:fs/promises';
import {
  type BenchmarkPlan,
  type BenchmarkReport,
  plannedMs,
  runBenchmark,
  standardEntries,
} from '../../miner/index.ts';
import { formatDuration, formatHashrate } from '../../primitives/index.ts';
import { readArguments, readSeconds, readWhole, readWord } from '../arguments.ts';
import { reportTable } from '../bench-table.ts';
import { benchmarkInChrome } from '../chrome-bench.ts';
import type { Command, Io } from '../command.ts';
import { GPU_OPTIONS, GPU_OPTIONS_HELP, readGpuOptions } from '../gpu-options.ts';
import { readEngineSet } from '../mining/engines.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  engines: { type: 'string' },
  seconds: { type: 'string', default: '2' },
  runs: { type: 'string', default: '6' },
  runtime: { type: 'string', default: 'node' },
  json: { type: 'boolean', default: false },
  out: { type: 'string' },
  ...GPU_OPTIONS,
} as const;

export const bench: Command = {
  name: 'bench',
  summary: 'measure the engines of this machine',
  help: `proofworks bench [options]

Runs each engine several times and prints the median rate with a 95 % interval, its drift, and the shares found
against those expected: what proves the rate.

  --engines LIST   rows, separated by commas: gpu, wasm-simd, wasm, js, reference; with workers as in
                   "wasm-simd x4"; in a kernel form as in wasm-simd:rolled-16 or gpu:unrolled:2:64; together
                   as in "gpu + wasm-simd x4" (default: what the machine has)
  --seconds S      seconds per run (default 2)
  --runs R         runs per row (default 6, the fewest that give a 95 % interval)
  --runtime R      node, or chrome: the built page in a real Chrome, headless (default node)
${GPU_OPTIONS_HELP}
  --json           print the report as one JSON object
  --out FILE       write that JSON to a file as well`,
  run: runBench,
};

async function runBench(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`bench takes no words, got ${positionals.join(' ')}`);
  const runtime = readWord('--runtime', values.runtime, ['node', 'chrome']);
  const timing = {
    secondsPerRun: readSeconds('--seconds', values.seconds, 3600),
    runs: readWhole('--runs', values.runs, 1, 1000),
  };
  const entries = values.engines?.split(',').map(readEngineSet);
  const gpuOptions = readGpuOptions(values);
  const report =
    runtime === 'chrome'
      ? await benchmarkInChrome({ ...timing, entries, ...gpuOptions }, io)
      : await benchmarkHere(timing, entries, gpuOptions, io);
  io.progress('');
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`);
  if (values.json) io.print(JSON.stringify(report));
  else for (const line of reportTable(report)) io.print(line);
  for (const { engine, reason } of report.failures) io.notice(`${engine}: ${reason}`);
  return report.results.length > 0 ? 0 : 1;
}

async function benchmarkHere(
  timing: Pick<BenchmarkPlan, 'runs' | 'secondsPerRun'>,
  entries: BenchmarkPlan['entries'] | undefined,
  gpuOptions: Parameters<Io['createHost']>[0],
  io: Io,
): Promise<BenchmarkReport> {
  const host = io.createHost(gpuOptions);
  const plan: BenchmarkPlan = {
    ...timing,
    entries: entries ?? standardEntries(await host.detect()),
    warmUpSeconds: 1,
  };
  io.notice(`${plan.entries.length} rows, about ${formatDuration(plannedMs(plan) / 1000)}`);
  return runBenchmark(plan, {
    host,
    commit: __COMMIT__,
    clock: io.clock,
    now: io.now,
    every: (ms, callback) => {
      const timer = setInterval(callback, ms);
      return () => clearInterval(timer);
    },
    signal: io.signal,
    onProgress: ({ engine, phase, runIndex, runCount, hashrateHps, remainingMs }) => {
      const run = phase === 'run' ? `run ${runIndex + 1} of ${runCount}` : phase;
      io.progress(
        `${engine}: ${run}, ${formatHashrate(hashrateHps)}, ${formatDuration(remainingMs / 1000)} left`,
      );
    },
  });
}
