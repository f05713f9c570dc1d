// What a GPU engine promises besides: every kernel form exact, a lost device costs no nonce, and the
// compiler's word reaches the user.

import { openDevice } from '../../src/engine/gpu/adapter.ts';
import { compileSearch } from '../../src/engine/gpu/pipeline.ts';
import { gpuShader } from '../../src/engine/gpu/shader.ts';
import { type TuningPlan, tuneVariants } from '../../src/engine/gpu/tuner.ts';
import { DEFAULT_VARIANT, describeVariant, VARIANT_SHAPES } from '../../src/engine/gpu/variant.ts';
import {
  DEFAULT_GPU_OPTIONS,
  DeviceLostError,
  EngineDisposedError,
  type EngineName,
  type GpuVariant,
  type HashEngine,
  type NonceRange,
  ShaderError,
} from '../../src/engine/index.ts';
import { KNOWN_HEADERS, Miner, timeRollingWork } from '../../src/miner/index.ts';
import { bytesFromHex, DIFFICULTY_1_TARGET, readU32LE } from '../../src/primitives/index.ts';
import type { ContractCase, GpuBench } from './bench.ts';
import { check, checkNumbers, checkRejects, checkSame, delay } from './check.ts';
import { EASY_TARGET, endlessSearch, HALF_TARGET, randomHeader, search } from './fixtures.ts';

const clock = () => performance.now();

/** Of a run that ends long before: a machine that is busy otherwise takes seconds to finish what a GPU has left. */
const RUN_LIMIT_MS = 60_000;

/** Every kernel form, over all workgroup sizes. */
const ALL_VARIANTS: readonly GpuVariant[] = [
  { shape: 'reference', lanes: 1, workgroupSize: 64 },
  { shape: 'unrolled', lanes: 1, workgroupSize: 64 },
  { shape: 'unrolled', lanes: 2, workgroupSize: 128 },
  { shape: 'unrolled', lanes: 4, workgroupSize: 32 },
  { shape: 'rolled-16', lanes: 1, workgroupSize: 256 },
  { shape: 'rolled-16', lanes: 2, workgroupSize: 32 },
  { shape: 'rolled-16', lanes: 4, workgroupSize: 64 },
];

/** Short, and without the shapes that a software adapter takes ten seconds to compile. */
const TUNING_PLAN: TuningPlan = {
  shapes: VARIANT_SHAPES.filter(({ lanes }) => lanes === 1),
  workgroupSizes: [128, 256],
  warmUpMs: 30,
  timedMs: 60,
};

const BAD_SHADER = `
@compute @workgroup_size(64)
fn search() {
  let answer: u32 = noSuchName;
}`;

/** An engine that notes which ranges it was given, and which of them it really finished. */
function noting(
  engine: HashEngine,
  given: NonceRange[],
  done: (NonceRange & { readonly by: EngineName })[],
): HashEngine {
  return {
    name: engine.name,
    description: engine.description,
    async scan(work, range, signal) {
      given.push(range);
      const result = await engine.scan(work, range, signal);
      done.push({ ...range, by: engine.name });
      return result;
    },
    dispose: () => engine.dispose(),
  };
}

/** Nonces of a range that others hold, which do not overlap. */
function sharedNonces({ start, count }: NonceRange, others: readonly NonceRange[]): number {
  const shared = (other: NonceRange) =>
    Math.min(start + count, other.start + other.count) - Math.max(start, other.start);
  return others.reduce((sum, other) => sum + Math.max(0, shared(other)), 0);
}

function variantCase(variant: GpuVariant): ContractCase<GpuBench> {
  return {
    name: `the kernel ${describeVariant(variant)} is exact`,
    async run(bench) {
      const { engine } = await bench.openDirect(variant);
      try {
        const known = KNOWN_HEADERS[0]!;
        const genesis = bytesFromHex(known.hex);
        for (const one of [
          search(randomHeader(201), HALF_TARGET, { start: 2 ** 32 - 1_237, count: 1_237 }),
          search(randomHeader(202), EASY_TARGET, { start: 77, count: 3_001 }),
          search(genesis, DIFFICULTY_1_TARGET, { start: readU32LE(genesis, 76) - 501, count: 1_003 }),
        ]) {
          const { candidates, hashCount } = await engine.scan(one.work, one.range);
          checkNumbers(candidates, one.expected, `${one.range.count} nonces from ${one.range.start}`);
          checkSame(hashCount, one.range.count, 'hashCount');
        }
        checkSame(engine.description.kernel, describeVariant(variant), 'the kernel it says it uses');
      } finally {
        await engine.dispose();
      }
    },
  };
}

/** What its kernels compute, and how they come about: nothing of it is timed against a limit. */
export const GPU_KERNEL_CASES: readonly ContractCase<GpuBench>[] = [
  ...ALL_VARIANTS.map(variantCase),
  {
    name: 'tells the compiler’s message when a shader does not compile, and compiles the next',
    async run(bench) {
      const { device } = await openDevice(bench.gpu);
      try {
        const shader = gpuShader(DEFAULT_VARIANT);
        const bad = { ...shader, text: BAD_SHADER };
        const error = await checkRejects(compileSearch(device, bad, 64), ShaderError, 'a bad shader');
        for (const part of ['noSuchName', '4:'])
          check(error.message.includes(part), `the message lacks "${part}": ${error.message}`);
        // A workgroup larger than any device takes: the pipeline, not the shader, is wrong.
        await checkRejects(compileSearch(device, shader, 100_000), ShaderError, 'a bad workgroup size');
        await compileSearch(device, shader, 64);
      } finally {
        device.destroy();
      }
    },
  },
  {
    name: 'tunes itself: every variant is timed, the fastest first',
    async run(bench) {
      const access = await openDevice(bench.gpu);
      try {
        const tuned = await tuneVariants({ access, options: DEFAULT_GPU_OPTIONS, clock }, TUNING_PLAN);
        checkSame(
          tuned.length,
          TUNING_PLAN.shapes.length + TUNING_PLAN.workgroupSizes.length,
          'variants tried',
        );
        checkSame(
          new Set(tuned.map(({ variant }) => describeVariant(variant))).size,
          tuned.length,
          'different',
        );
        for (const [i, { variant, hashrateHps }] of tuned.entries()) {
          check(hashrateHps > 0, `${describeVariant(variant)} has no rate: it did not compile`);
          if (i > 0) check(hashrateHps <= tuned[i - 1]!.hashrateHps, 'the variants are not sorted by rate');
          check(variant.shape !== 'reference', 'the reference kernel was tried');
        }
      } finally {
        access.device.destroy();
      }
    },
  },
];

/** How it ends. */
export const GPU_LIFETIME_CASES: readonly ContractCase<GpuBench>[] = [
  {
    name: 'rejects scans with DeviceLostError when the device goes, under way and after',
    async run(bench) {
      const { engine, device } = await bench.openDirect(DEFAULT_VARIANT);
      const { work, range } = endlessSearch(211);
      const scans = [engine.scan(work, range), engine.scan(work, { start: 5, count: 2 ** 20 })].map((scan) =>
        checkRejects(scan, DeviceLostError, 'a scan of a lost device'),
      );
      await delay(150);
      device.destroy();
      const begun = clock();
      await Promise.all(scans);
      check(clock() - begun < 1_000, `the loss was told after ${(clock() - begun).toFixed(0)} ms`);
      await checkRejects(engine.scan(work, range), DeviceLostError, 'a scan after the loss');
      await engine.dispose();
    },
  },
  {
    name: 'loses no nonce with its device: a CPU engine beside it finishes its ranges',
    async run(bench) {
      const { engine: gpu, device } = await bench.openDirect(DEFAULT_VARIANT);
      const cpu = await bench.openCompanion();
      const given: NonceRange[] = [];
      const done: (NonceRange & { readonly by: EngineName })[] = [];
      const lost: [EngineName, Error][] = [];
      try {
        const header = bytesFromHex(KNOWN_HEADERS[0]!.hex);
        // The run is over when all is done that is looked at below: only then does its clock come to the end.
        let isOver = false;
        const miner = new Miner({
          engines: [noting(gpu, given, done), noting(cpu, [], done)],
          nextWork: timeRollingWork(header, 2n ** 240n),
          clock: () => clock() + (isOver ? RUN_LIMIT_MS : 0),
          events: { onEngineLost: (engine, error) => lost.push([engine.name, error]) },
        });
        const begun = clock();
        const until = async (isSo: () => boolean) => {
          while (!isSo() && clock() - begun < RUN_LIMIT_MS) await delay(20);
        };
        const run = miner.run(RUN_LIMIT_MS);
        await until(() => done.some(({ by }) => by === 'gpu'));
        await delay(50);
        device.destroy();
        await until(
          () => lost.length > 0 && given.every((range) => sharedNonces(range, done) >= range.count),
        );
        isOver = true;
        await run;
        check(
          done.some(({ by }) => by === 'gpu'),
          'the GPU had finished no range when it was lost',
        );
        checkSame(lost.length, 1, 'engines told as lost');
        checkSame(lost[0]![0], 'gpu', 'the lost engine');
        check(lost[0]![1] instanceof DeviceLostError, `expected DeviceLostError, got ${String(lost[0]![1])}`);
        const [gpuCount, cpuCount] = miner.counts;
        check(gpuCount!.lost instanceof DeviceLostError, 'the miner does not count the GPU as lost');
        checkSame(cpuCount!.lost, null, 'the CPU engine');
        checkSame(gpuCount!.hardwareErrors + cpuCount!.hardwareErrors, 0, 'hardware errors');
        let next = 0;
        for (const { start, count } of done.sort((one, other) => one.start - other.start)) {
          checkSame(start, next, 'the finished ranges, in order, tile the nonces: the next one begins at');
          next = start + count;
        }
        const hashes = gpuCount!.hashCount + cpuCount!.hashCount;
        check(hashes >= next, `${hashes} hashes were counted for ${next} nonces`);
      } finally {
        await Promise.all([gpu.dispose(), cpu.dispose()]);
      }
    },
  },
  {
    name: 'ends with EngineDisposedError, not as a lost device, when it is disposed of',
    async run(bench) {
      const { engine, device } = await bench.openDirect(DEFAULT_VARIANT);
      const { work, range } = endlessSearch(212);
      const scan = checkRejects(engine.scan(work, range), EngineDisposedError, 'a scan under way');
      await delay(100);
      await engine.dispose();
      await scan;
      await device.lost;
      await checkRejects(engine.scan(work, range), EngineDisposedError, 'a scan after it');
    },
  },
];
