// One run of mining: the miner, its record, what is printed, and the settings that change on the way.

import {
  type BenchmarkEntry,
  ChainMiner,
  isTooFarAhead,
  type MinedBlock,
  MiningRecord,
  startChainClock,
} from '../../miner/index.ts';
import {
  blockProof,
  difficultyFromTarget,
  displayHash,
  formatDuration,
  formatHashrate,
  formatPercent,
} from '../../primitives/index.ts';
import type { PrivateChain } from '../../source/index.ts';
import { watchClock } from '../clock-watch.ts';
import type { Io } from '../command.ts';
import { type Step, stepAt } from '../schedule.ts';
import { isInSet, type OpenedEngines } from './engines.ts';
import { BLOCK_LINE_HEAD, blockLine, reportLines, ruleText } from './lines.ts';
import type { Wishes } from './wishes.ts';

const PROGRESS_MS = 250;

/**
 * Mines until the wishes are met or the user stops it, and prints the report.
 *
 * @param searchedSec - seconds that earlier runs have searched after the chain's newest block.
 * @returns the same at the end.
 * @throws {ChainStoreError} if a block cannot be stored.
 * @throws where the clock is too far behind the chain, or no engine is left.
 */
export async function mineOn(
  chain: PrivateChain,
  engines: OpenedEngines,
  sets: readonly Step<BenchmarkEntry>[],
  wishes: Wishes,
  searchedSec: number,
  io: Io,
): Promise<number> {
  const spacingSec = chain.ruleParameters.targetSpacingSec;
  const wallSec = () => io.now().getTime() / 1000;
  if (isTooFarAhead(chain.tip.time, wallSec())) {
    throw new Error(
      `the clock is ${formatDuration(chain.tip.time - wallSec())} behind the chain's last block, so that new ones would be time-too-new: set the clock right, or wait if it is`,
    );
  }
  const chainTime = startChainClock(chain.tip.time + searchedSec, io.clock);
  // What others would judge by: the wall clock as it was, whatever is done to it meanwhile.
  const nowSec = startChainClock(wallSec(), io.clock);
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
    return `${set.id} at ${formatPercent(throttle)}`;
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
    nowSec,
    firstExtraNonce: BigInt(io.randomU32()) << 31n,
    events: {
      onBlock,
      onStale: () => void staleBlocks++,
      onWait: (sec) =>
        io.notice(
          `blocks come so fast that their times, one second after the median of eleven, are two hours ahead: mining rests for ${formatDuration(sec)}`,
        ),
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
      `${chain.tip.height === 0 ? 'new chain' : `going on at height ${chain.tip.height}`} in ${wishes.directory}: ${ruleText(rule, ruleParameters.windowBlocks)}, spacing ${formatDuration(spacingSec)}; ${settings}`,
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
  return Math.max(0, chainTime() - chain.tip.time);
}

/** Keeps the progress line fresh, and says when the wall clock was set. */
function watch(io: Io, progress: () => string): () => void {
  const checkClock = watchClock(io.clock, io.now);
  const timer = setInterval(() => {
    const jump = checkClock();
    if (jump !== null) io.notice(jump);
    io.progress(progress());
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
