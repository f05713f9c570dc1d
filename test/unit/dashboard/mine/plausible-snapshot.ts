// Snapshots as a session might send them, drawn from seeded dice: for tests of what pages make of them.

import type {
  BlockRow,
  EngineSnapshot,
  IntervalStatistics,
  MiningSnapshot,
  RateSeries,
  SessionEvent,
} from '../../../../src/miner/index.ts';
import {
  compactFromTarget,
  targetFromCompact,
  targetFromDifficulty,
} from '../../../../src/primitives/index.ts';
import { Dice } from '../../../../src/simulation/index.ts';

/** What may be asked of the dice. */
export interface Wish {
  readonly seed?: number;
  readonly blocks?: number;
  readonly spacingSec?: number;
  /** Hash rates of the GPU and of the CPU; 0 for none. */
  readonly gpuHps?: number;
  readonly cpuHps?: number;
  readonly rival?: number;
  /** Part of the way, in blocks, at which the GPU came in. */
  readonly gpuAt?: number;
}

const GENESIS_TIME = 1_795_330_000;
const HASHES_PER_DIFFICULTY = 2 ** 48 / 0xffff;

/** A session that has mined for a while. */
export function plausibleSnapshot(wish: Wish = {}): MiningSnapshot {
  const {
    seed = 1,
    blocks = 300,
    spacingSec = 10,
    gpuHps = 1.29e9,
    cpuHps = 9.8e7,
    rival = 0,
    gpuAt = 0.4,
  } = wish;
  const dice = new Dice(seed);
  const rows: BlockRow[] = [];
  const heights: number[] = [];
  const difficulties: number[] = [];
  const networkHps: number[] = [];
  let difficulty = (cpuHps * spacingSec) / HASHES_PER_DIFFICULTY;
  let clock = 0;
  let time = GENESIS_TIME;
  let gpuSec = 0;
  for (let height = 1; height <= blocks; height++) {
    const hasGpu = height > gpuAt * blocks;
    if (hasGpu && gpuSec === 0) gpuSec = clock;
    const own = cpuHps + (hasGpu ? gpuHps : 0);
    const hps = own * (1 + (height > 0.7 * blocks ? rival : 0));
    heights.push(height);
    difficulties.push(difficulty);
    networkHps.push(hps);
    const wait = (dice.exponential() * difficulty * HASHES_PER_DIFFICULTY) / hps;
    clock += wait;
    const next = GENESIS_TIME + Math.floor(clock);
    const nBits = compactFromTarget(targetFromDifficulty(difficulty));
    const target = targetFromCompact(nBits);
    const part = 1 - dice.uniform();
    const isRival = hps > own * 1.001 && dice.uniform() < rival / (1 + rival);
    const hash = (target * BigInt(Math.ceil(part * 2 ** 40))) >> 40n;
    rows.push({
      height,
      hash: hash.toString(16).padStart(64, '0'),
      time: next,
      intervalSec: next - time,
      nBits,
      difficulty,
      nonce: dice.u32(),
      finder: isRival ? 'rival' : 'you',
      engine: isRival ? null : hasGpu ? 'gpu' : 'wasm-simd x8',
      margin: 1 / part,
      proof: difficulty * HASHES_PER_DIFFICULTY,
    });
    difficulty *= 2 ** ((spacingSec - wait) / (8 * spacingSec));
    time = next;
  }
  const waitedSec = 0.4 * spacingSec;
  const minedSec = clock + waitedSec;
  const ownHps = cpuHps + (gpuAt < 1 ? gpuHps : 0);
  const events: SessionEvent[] =
    gpuSec > 0 ? [{ atSec: gpuSec, height: Math.floor(gpuAt * blocks), text: 'GPU on' }] : [];
  const target = targetFromDifficulty(difficulty);
  const best = rows.reduce((a, b) => (a.difficulty * a.margin > b.difficulty * b.margin ? a : b));
  return {
    state: 'mining',
    step: '',
    pausedBy: null,
    detected: {
      machine: { runtime: 'Chrome 156', platform: 'Linux x86_64', cpu: null, cores: 8 },
      adapter: { name: 'apple metal-3', isSoftware: false },
      adapterProblem: null,
      hasWasm: true,
      hasWasmSimd: true,
    },
    settings: {
      rule: 'asert',
      spacingSec,
      windowBlocks: null,
      engines: [
        { engine: 'gpu', workers: 1 },
        { engine: 'wasm-simd', workers: 8 },
      ],
      intensity: 1,
      rival,
    },
    minedSec,
    hashrateHps: ownHps,
    engines: [engine('gpu', gpuHps, minedSec - gpuSec), engine('wasm-simd x8', cpuHps, minedSec)],
    windows: [10, 60, 600, 3600, Number.POSITIVE_INFINITY].map((windowSec) => {
      const elapsedSec = Math.min(windowSec, minedSec);
      return {
        windowSec,
        elapsedSec,
        hashCount: ownHps * elapsedSec,
        activeSec: elapsedSec * 0.98,
        shareProof: ownHps * elapsedSec * 1.02,
        shares: 2 * elapsedSec,
      };
    }),
    recent: rates(dice, minedSec, 600, 1, gpuSec, gpuHps, cpuHps),
    whole: rates(dice, minedSec, minedSec, Math.max(1, Math.ceil(minedSec / 600)), gpuSec, gpuHps, cpuHps),
    events,
    chain: {
      rule: {
        name: 'asert',
        title: 'ASERT (aserti3-2d)',
        usedBy: 'Bitcoin Cash since November 2020',
        windowBlocks: 8,
        windowMeaning: 'half-life',
        period: null,
        projectedFactor: null,
        whatIf: [0, 0.5, 1, 2, 4].map((times) => ({
          intervalSec: times * spacingSec,
          factor: 2 ** ((1 - times) / 8),
        })),
      },
      spacingSec,
      height: blocks,
      target,
      nBits: compactFromTarget(target),
      difficulty,
      proof: difficulty * HASHES_PER_DIFFICULTY,
      difficulties: { heights: Float64Array.from(heights), values: Float64Array.from(difficulties) },
      intervals: Float64Array.from(heights, () => spacingSec),
      networkHps: Float64Array.from(networkHps),
      statistics: statisticsOf(rows, spacingSec),
      blocks: rows.slice(-240),
      yours: rows.filter(({ finder }) => finder === 'you').length,
      rivals: rows.filter(({ finder }) => finder === 'rival').length,
      luck: 1.04,
      staleBlocks: 0,
      kept: 'browser',
    },
    search: {
      waitedSec,
      expectedSec: (difficulty * HASHES_PER_DIFFICULTY) / (ownHps * (1 + rival)),
      time: GENESIS_TIME + Math.floor(minedSec),
    },
    bestShare: {
      hash: best.hash,
      difficulty: best.difficulty * best.margin,
      atSec: minedSec / 2,
      engine: best.engine ?? 'gpu',
    },
    remine: null,
    notices: [],
  };
}

function engine(id: string, hashrateHps: number, sec: number): EngineSnapshot {
  return {
    id,
    state: 'working',
    adapter: id === 'gpu' ? 'apple metal-3' : '8 threads',
    kernel: id === 'gpu' ? 'rolled-16' : 'split-8',
    isSoftware: false,
    hashrateHps,
    effectiveHps: hashrateHps * 1.02,
    hashCount: hashrateHps * sec,
    shares: Math.round(sec),
    hardwareErrors: 0,
    measuredDuty: 0.98,
    problem: null,
    retrySec: null,
  };
}

function rates(
  dice: Dice,
  minedSec: number,
  spanSec: number,
  slotSec: number,
  gpuSec: number,
  gpuHps: number,
  cpuHps: number,
): RateSeries {
  const first = Math.max(0, minedSec - spanSec);
  const count = Math.min(600, Math.floor((minedSec - first) / slotSec));
  const atSec = Float64Array.from({ length: count }, (_, i) => minedSec - (count - 1 - i) * slotSec);
  const noisy = (hps: number) => hps * (1 + 0.02 * dice.normal());
  const gpu = atSec.map((at) => (at > gpuSec ? noisy(gpuHps) : 0));
  const cpu = atSec.map(() => noisy(cpuHps));
  return {
    atSec,
    byEngine: [
      { id: 'wasm-simd x8', hps: cpu },
      { id: 'gpu', hps: gpu },
    ],
    effectiveHps: atSec.map((_, i) => (gpu[i]! + cpu[i]!) * (1 + 0.15 * dice.normal())),
    slotSec,
  };
}

/** As `IntervalStatistics` says. */
export function statisticsOf(rows: readonly BlockRow[], spacingSec: number): IntervalStatistics {
  const intervals = rows.map(({ intervalSec }) => intervalSec);
  const count = intervals.length;
  const meanSec = intervals.reduce((a, b) => a + b, 0) / count;
  const sdSec = Math.sqrt(intervals.reduce((sum, one) => sum + (one - meanSec) ** 2, 0) / (count - 1));
  const binSec = Math.max(1, Math.round(spacingSec / 5));
  const bins = new Array<number>(24).fill(0);
  for (const one of intervals) bins[Math.min(23, Math.floor(one / binSec))]! += 1;
  return {
    count,
    meanSec,
    sdSec,
    bins,
    binSec,
    furtherWait: [0, 0.5, 1, 1.5, 2, 2.5, 3].map((times) => {
      const waitedSec = times * spacingSec;
      const longer = intervals.filter((one) => one > waitedSec);
      return {
        waitedSec,
        count: longer.length,
        meanSec:
          longer.length === 0 ? null : longer.reduce((sum, one) => sum + one - waitedSec, 0) / longer.length,
      };
    }),
  };
}
