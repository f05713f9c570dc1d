// mine: a private chain, mined with real hashing, whose rule keeps the pace.

import { RULES, ruleNamed } from '../../difficulty/index.ts';
import {
  type BenchmarkEntry,
  ChainMiner,
  calibrate,
  isTooFarAhead,
  type MinedBlock,
  MiningRecord,
  startChainClock,
  targetForRate,
} from '../../miner/index.ts';
import {
  blockProof,
  difficultyFromTarget,
  displayHash,
  formatDifficulty,
  formatDuration,
  formatHashrate,
  REGTEST_POW_LIMIT,
  targetFromDifficulty,
} from '../../primitives/index.ts';
import { PrivateChain } from '../../source/index.ts';
import { readArguments, readDuration, readPercent, readWhole, readWord } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { GPU_OPTIONS, GPU_OPTIONS_HELP, readGpuOptions } from '../gpu-options.ts';
import {
  bestEngines,
  disposeAll,
  isInSet,
  type OpenedEngines,
  openEngines,
  readEngineSet,
} from '../mining-engines.ts';
import { BLOCK_LINE_HEAD, blockLine, reportLines } from '../mining-lines.ts';
import { nativeHash, type OpenedChain, openChain } from '../node-chain.ts';
import { readSchedule, type Step, stepAt } from '../schedule.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_RULE = 'asert';
const DEFAULT_SPACING_SEC = 10;
const MAX_SPACING_SEC = 86_400;
const PROGRESS_MS = 250;
/** A wall clock that has moved this far against the steady one is worth a notice. */
const CLOCK_JUMP_SEC = 60;

const OPTIONS = {
  spacing: { type: 'string' },
  rule: { type: 'string' },
  window: { type: 'string' },
  difficulty: { type: 'string' },
  engines: { type: 'string' },
  throttle: { type: 'string', default: '100%' },
  blocks: { type: 'string' },
  for: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  ...GPU_OPTIONS,
} as const;

export const mine: Command = {
  name: 'mine',
  summary: 'mine a private chain; a retarget rule keeps its pace',
  help: `proofworks mine [options]

Mines a private chain with real hashing and keeps it in a directory. Ctrl-C ends it cleanly; the next run goes on
from there. A new chain begins with a calibration of two seconds, so that its first blocks already come near the
spacing. The chain's clock runs only while it is mined: header times go on from the last block.

  --spacing T      wanted mean time between blocks: 5s, 10min, … (new chains; default ${DEFAULT_SPACING_SEC}s)
  --rule R         ${RULES.map(({ name }) => name).join(', ')}
                   (new chains; default ${DEFAULT_RULE})
  --window N       the rule's window in blocks (new chains; default: short enough to watch it work)
  --difficulty D   first difficulty (new chains; default: from the calibration)
  --engines LIST   what hashes, as in "gpu + wasm-simd x4"; SET,SET@BLOCKS changes it after so many blocks
                   (default: the GPU if there is one, else the best CPU engine on all cores)
  --throttle P     part of the time that engines hash: 50%; 100%,1%@80 changes it after so many blocks
  --blocks N       stop after so many blocks
  --for T          stop after a time
  --data DIR       where the chain is kept (default: proofworks/chain below the user's data directory)
${GPU_OPTIONS_HELP}
  --json           print one JSON object per line: start, block, change, end`,
  run: runMine,
};

/** What was asked for, read before anything is opened. */
interface Wishes {
  readonly spacingSec: number | null;
  readonly rule: string | null;
  readonly windowBlocks: number | null;
  readonly startTarget: bigint | null;
  readonly engines: readonly Step<BenchmarkEntry>[] | null;
  readonly throttle: readonly Step<number>[];
  readonly blocks: number;
  readonly durationMs: number;
  readonly directory: string;
  readonly isJson: boolean;
}

async function runMine(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`mine takes no words, got ${positionals.join(' ')}`);
  const wishes = readWishes(values, io);
  const host = io.createHost(readGpuOptions(values));
  const opened = await openChain(wishes.directory);
  let engines: OpenedEngines = new Map();
  try {
    if (opened.chain !== null) assertSameChain(opened.chain, wishes);
    for (const notice of opened.store.notices) io.notice(notice);
    const sets = wishes.engines ?? [{ afterBlocks: 0, value: await bestEngines(host) }];
    engines = await openEngines(
      sets.map(({ value }) => value),
      host,
      io,
    );
    const chain = opened.chain ?? (await createChain(opened, engines, sets, wishes, io));
    await mineOn(chain, engines, sets, wishes, io);
    return 0;
  } catch (error) {
    // Ctrl-C while engines open or calibrate: nothing was begun.
    if (io.signal.aborted && error === io.signal.reason) return 0;
    throw error;
  } finally {
    io.progress('');
    await disposeAll(engines);
    await opened.store.close();
  }
}

function readWishes(values: ReturnType<typeof readArguments<typeof OPTIONS>>['values'], io: Io): Wishes {
  const { spacing, window, difficulty, blocks } = values;
  return {
    spacingSec: spacing === undefined ? null : readSpacing(spacing),
    rule:
      values.rule === undefined
        ? null
        : readWord(
            '--rule',
            values.rule,
            RULES.map(({ name }) => name),
          ),
    windowBlocks: window === undefined ? null : readWhole('--window', window, 2, 10_000),
    startTarget: difficulty === undefined ? null : readDifficulty(difficulty),
    engines: values.engines === undefined ? null : readSchedule('--engines', values.engines, readEngineSet),
    throttle: readSchedule('--throttle', values.throttle, (text) => readPercent('--throttle', text, 0.1)),
    blocks: blocks === undefined ? Number.POSITIVE_INFINITY : readWhole('--blocks', blocks, 1, 1e9),
    durationMs:
      values.for === undefined ? Number.POSITIVE_INFINITY : readDuration('--for', values.for) * 1000,
    directory: values.data ?? io.chainDirectory,
    isJson: values.json,
  };
}

function readSpacing(text: string): number {
  const seconds = readDuration('--spacing', text);
  if (!Number.isInteger(seconds) || seconds > MAX_SPACING_SEC) {
    throw new UsageError(`--spacing expected whole seconds from 1s to 1d, as header times are, got ${text}`);
  }
  return seconds;
}

function readDifficulty(text: string): bigint {
  const value = /^\d*\.?\d+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && Number.isFinite(value))) {
    throw new UsageError(`--difficulty expected a number above 0, got ${text}`);
  }
  const target = targetFromDifficulty(value);
  const lowest = difficultyFromTarget(REGTEST_POW_LIMIT);
  if (target > REGTEST_POW_LIMIT) {
    throw new UsageError(
      `--difficulty ${text} gives a target above the limit: the lowest is ${lowest.toPrecision(3)}`,
    );
  }
  if (target === 0n) throw new UsageError(`--difficulty ${text} gives a target of 0: no hash could meet it`);
  return target;
}

/** A stored chain keeps its rule and spacing; asking for others is a mistake that must not be passed over. */
function assertSameChain(chain: PrivateChain, wishes: Wishes): void {
  const { targetSpacingSec, windowBlocks } = chain.ruleParameters;
  const faults = [
    wishes.rule !== null && wishes.rule !== chain.rule.name ? `rule ${chain.rule.name}` : null,
    wishes.spacingSec !== null && wishes.spacingSec !== targetSpacingSec
      ? `a spacing of ${targetSpacingSec}s`
      : null,
    wishes.windowBlocks !== null && wishes.windowBlocks !== windowBlocks
      ? `a window of ${windowBlocks} blocks`
      : null,
    wishes.startTarget === null ? null : 'its own difficulty',
  ].filter((fault) => fault !== null);
  if (faults.length === 0) return;
  throw new UsageError(
    `the chain in ${wishes.directory} has ${faults.join(' and ')}: leave that out to mine on, or name another directory with --data`,
  );
}

async function createChain(
  { store }: OpenedChain,
  engines: OpenedEngines,
  sets: readonly Step<BenchmarkEntry>[],
  wishes: Wishes,
  io: Io,
): Promise<PrivateChain> {
  const spacingSec = wishes.spacingSec ?? DEFAULT_SPACING_SEC;
  const rule = ruleNamed(wishes.rule ?? DEFAULT_RULE);
  let { startTarget } = wishes;
  if (startTarget === null) {
    io.progress('calibrating');
    const working = [...engines].filter(([name]) => isInSet(sets[0]!.value, name));
    const hashrateHps = await calibrate({
      engines: (working.length > 0 ? working : [...engines]).map(([, engine]) => engine),
      duty: wishes.throttle[0]!.value,
      clock: io.clock,
      signal: io.signal,
    });
    startTarget = targetForRate(hashrateHps, spacingSec);
    io.notice(
      `calibrated: ${formatHashrate(hashrateHps)}, so the first difficulty is ${formatDifficulty(difficultyFromTarget(startTarget))}`,
    );
  }
  return PrivateChain.create(
    { store, hash: nativeHash },
    {
      rule: rule.name,
      targetSpacingSec: spacingSec,
      windowBlocks: wishes.windowBlocks ?? rule.laboratoryWindowBlocks,
      powLimit: REGTEST_POW_LIMIT,
      startTarget,
      time: Math.floor(io.now().getTime() / 1000),
    },
  );
}

async function mineOn(
  chain: PrivateChain,
  engines: OpenedEngines,
  sets: readonly Step<BenchmarkEntry>[],
  wishes: Wishes,
  io: Io,
): Promise<void> {
  const spacingSec = chain.ruleParameters.targetSpacingSec;
  const wallSec = () => io.now().getTime() / 1000;
  if (isTooFarAhead(chain.tip.time, wallSec())) {
    throw new Error(
      `the clock is ${formatDuration(chain.tip.time - wallSec())} behind the chain's last block, so that new ones would be time-too-new: set the clock right`,
    );
  }
  const chainTime = startChainClock(chain.tip.time, io.clock);
  const record = new MiningRecord(spacingSec, io.clock());
  let staleBlocks = 0;
  let lastBlockMs = io.clock();

  const applySettings = () => {
    const set = stepAt(sets, record.blocks).value;
    const throttle = stepAt(wishes.throttle, record.blocks).value;
    const working = [...engines].filter(([name]) => isInSet(set, name));
    // Better to mine with what there is than not at all, when all of a set is missing.
    for (const [name, engine] of engines) {
      miner.setDuty(engine, working.length === 0 || isInSet(set, name) ? throttle : 0);
    }
    return `${set.id} at ${throttle * 100} %`;
  };
  const onBlock = (block: MinedBlock) => {
    lastBlockMs = block.atMs;
    const next = chain.template(chainTime()).target;
    record.addBlock(block, next, miner.hashCount);
    const run = record.summary(block.atMs, miner.hashCount);
    if (wishes.isJson) io.print(JSON.stringify(blockRow(block, run.meanIntervalSec, run.luck)));
    else {
      io.progress('');
      io.print(blockLine(block, recentRate(), run));
    }
    if (record.blocks >= wishes.blocks) miner.stop();
    else if ([...sets, ...wishes.throttle].some(({ afterBlocks }) => afterBlocks === record.blocks)) {
      change(applySettings());
    }
  };
  const change = (what: string) => {
    record.addChange(what, io.clock(), miner.hashCount);
    if (wishes.isJson) io.print(JSON.stringify({ type: 'change', afterBlocks: record.blocks, what }));
    else io.notice(`from here on: ${what}`);
  };
  const recentRate = () =>
    miner.counts.reduce(
      (sum, { meter, lost }) => sum + (lost === null ? meter.hashrateHps(10, io.clock()) : 0),
      0,
    );

  const miner = new ChainMiner({
    chain,
    engines: [...engines.values()],
    clock: io.clock,
    chainTime,
    events: {
      onBlock,
      onStale: () => void staleBlocks++,
      onRefused: ({ reason, detail }) => io.notice(`a block was refused: ${reason}, ${detail}`),
      onHardwareError: (_work, nonce, engine) =>
        io.notice(`${engine.name} reported nonce ${nonce}, which does not meet the target`),
      onEngineLost: (engine, error) => {
        io.notice(`${engine.name} is out: ${error.message}`);
        if (miner.counts.some(({ lost }) => lost === null)) change(`without ${engine.name}`);
      },
    },
  });
  const settings = applySettings();
  if (wishes.isJson) io.print(JSON.stringify(startRow(chain, wishes, settings)));
  else {
    const { rule, ruleParameters } = chain;
    io.notice(
      `${chain.tip.height === 0 ? 'new chain' : `going on at height ${chain.tip.height}`} in ${wishes.directory}: ${rule.name}, ${rule.windowMeaning} ${ruleParameters.windowBlocks} blocks, spacing ${formatDuration(spacingSec)}; ${settings}`,
    );
    io.print(BLOCK_LINE_HEAD);
  }
  const endWatch = watch(io, () => {
    const rate = recentRate();
    const expectedSec = rate > 0 ? Number(blockProof(chain.template(chainTime()).target)) / rate : Number.NaN;
    return `${formatHashrate(rate)}, ${formatDuration((io.clock() - lastBlockMs) / 1000)} since the last block, on average one in ${formatDuration(expectedSec)}`;
  });
  try {
    await miner.run(wishes.durationMs, io.signal);
  } finally {
    endWatch();
  }
  const run = record.summary(io.clock(), miner.hashCount);
  if (wishes.isJson) io.print(JSON.stringify({ type: 'end', height: chain.tip.height, ...run, staleBlocks }));
  else for (const text of reportLines(run, spacingSec, staleBlocks)) io.print(text);
}

/** Keeps the progress line fresh, and says when the wall clock has jumped. */
function watch(io: Io, progress: () => string): () => void {
  const offsetMs = () => io.now().getTime() - io.clock();
  let expectedMs = offsetMs();
  const timer = setInterval(() => {
    io.progress(progress());
    const jumpSec = (offsetMs() - expectedMs) / 1000;
    if (Math.abs(jumpSec) < CLOCK_JUMP_SEC) return;
    expectedMs = offsetMs();
    io.notice(
      `the wall clock was set ${jumpSec < 0 ? 'back' : 'forward'} by ${formatDuration(Math.abs(jumpSec))}; block times do not follow it`,
    );
  }, PROGRESS_MS);
  return () => clearInterval(timer);
}

function startRow(chain: PrivateChain, wishes: Wishes, settings: string) {
  const { targetSpacingSec, windowBlocks } = chain.ruleParameters;
  return {
    type: 'start',
    directory: wishes.directory,
    height: chain.tip.height,
    rule: chain.rule.name,
    targetSpacingSec,
    windowBlocks,
    settings,
  };
}

function blockRow(block: MinedBlock, meanIntervalSec: number | null, luck: number | null) {
  const { node, intervalSec, hashCount, engine } = block;
  return {
    type: 'block',
    height: node.height,
    hash: displayHash(node.hash),
    time: node.time,
    nBits: node.nBits.toString(16).padStart(8, '0'),
    difficulty: difficultyFromTarget(node.target),
    engine: engine.name,
    intervalSec,
    hashCount,
    hashrateHps: hashCount / intervalSec,
    meanIntervalSec,
    luck,
  };
}
