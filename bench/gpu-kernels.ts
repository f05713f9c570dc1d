// How fast is each form of the GPU kernel against the plain shader on the same adapter, and is the device kept busy?

import { openDevice } from '../src/engine/gpu/adapter.ts';
import { GpuEngine } from '../src/engine/gpu/gpu-engine.ts';
import { describeVariant, type GpuVariant } from '../src/engine/gpu/variant.ts';
import { DEFAULT_GPU_OPTIONS } from '../src/engine/index.ts';
import { KNOWN_HEADERS, Miner, medianInterval, selfTest, timeRollingWork } from '../src/miner/index.ts';
import { bytesFromHex } from '../src/primitives/index.ts';
import type { Findings } from './measure.ts';

const ROUNDS = 7;
const RUN_MS = 1500;
const WARM_UP_MS = 1500;
const BUSY_MS = 5000;
const clock = () => performance.now();

const REFERENCE: GpuVariant = { shape: 'reference', lanes: 1, workgroupSize: 64 };
const VARIANTS: readonly GpuVariant[] = (['unrolled', 'rolled-16'] as const).flatMap((shape) =>
  ([1, 2, 4] as const).map((lanes) => ({ shape, lanes, workgroupSize: 64 })),
);

interface DeviceSpan {
  readonly begin: bigint;
  readonly end: bigint;
}

/** @param gpu - Dawn's entry, globals installed. */
export async function gpuKernels(gpu: GPU): Promise<Findings> {
  const access = await openDevice(gpu);
  const spans: DeviceSpan[] = [];
  const open = async (variant: GpuVariant) => {
    const engine = await GpuEngine.open({
      access,
      variant,
      options: DEFAULT_GPU_OPTIONS,
      clock,
      onDispatch: (span) => spans.push(span),
    });
    const verdict = await selfTest(engine);
    if (!verdict.ok) throw new Error(`${describeVariant(variant)}: ${verdict.reason}`);
    await rate(engine, WARM_UP_MS);
    return { name: describeVariant(variant), engine, rates: [] as number[] };
  };
  const contestants = [];
  for (const variant of [REFERENCE, ...VARIANTS]) {
    process.stderr.write(`gpu-kernels: ${describeVariant(variant)}\n`);
    contestants.push(await open(variant));
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { engine, rates } of contestants) rates.push(await rate(engine, RUN_MS));
  }
  const [reference, ...kernels] = contestants;
  const ratios = kernels.map(({ name, rates }) => ({
    name,
    megahashesPerSecond: medianInterval(rates).median,
    ratio: medianInterval(rates.map((value, i) => value / reference!.rates[i]!)),
  }));
  ratios.sort((one, other) => other.ratio.median - one.ratio.median);
  const best = contestants.find(({ name }) => name === ratios[0]!.name)!;
  const busy = access.hasTimestamps ? await busyShare(best.engine, spans) : null;
  access.device.destroy();
  return {
    adapter: access.isSoftware ? `${access.name}, a software adapter` : access.name,
    figures: [
      {
        what: 'GPU kernel against shaders/reference.wgsl',
        value: ratios[0]!.ratio.median,
        atLeast: 1.3,
      },
      ...(busy === null ? [] : [{ what: 'device busy while mining', value: busy.share, atLeast: 0.97 }]),
    ],
    details: {
      reference: { megahashesPerSecond: medianInterval(reference!.rates).median },
      kernels: ratios,
      busy: busy ?? 'the adapter has no timestamp queries',
    },
  };
}

/** MH/s over about `ms`, mined as users mine: two ranges in flight. */
async function rate(engine: GpuEngine, ms: number): Promise<number> {
  const miner = new Miner({
    engines: [engine],
    clock,
    nextWork: timeRollingWork(bytesFromHex(KNOWN_HEADERS[0]!.hex), 0n),
  });
  await miner.run(ms);
  const { hashCount, busyMs } = miner.counts[0]!;
  return hashCount / busyMs / 1000;
}

/** The part of the time between the first dispatch's begin and the last one's end in which one was running. */
async function busyShare(engine: GpuEngine, spans: DeviceSpan[]) {
  spans.length = 0;
  const begun = clock();
  await rate(engine, BUSY_MS);
  const wallMs = clock() - begun;
  const ordered = spans.toSorted((one, other) => (one.begin < other.begin ? -1 : 1));
  let busyNs = 0n;
  let until = 0n;
  for (const { begin, end } of ordered) {
    const from = begin > until ? begin : until;
    if (end > from) busyNs += end - from;
    if (end > until) until = end;
  }
  const busyMs = Number(busyNs) / 1e6;
  return { share: busyMs / wallMs, dispatches: spans.length, busyMs, wallMs };
}
