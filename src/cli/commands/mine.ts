// mine: a private chain, mined with real hashing, whose rule keeps the pace; or whatever a node or a pool has.

import { RULES, ruleNamed } from '../../difficulty/index.ts';
import { type BenchmarkEntry, calibrate, targetForRate } from '../../miner/index.ts';
import {
  difficultyFromTarget,
  displayHash,
  formatDifficulty,
  formatHashrate,
  REGTEST_POW_LIMIT,
} from '../../primitives/index.ts';
import { PrivateChain } from '../../source/index.ts';
import { readArguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { GPU_OPTIONS_HELP, readGpuOptions } from '../gpu-options.ts';
import { bestEngines, disposeAll, isInSet, type OpenedEngines, openEngines } from '../mining/engines.ts';
import { mineOn } from '../mining/session.ts';
import { DEFAULT_SPACING_SEC, MINE_OPTIONS, readWishes, type Wishes } from '../mining/wishes.ts';
import { nativeHash, type OpenedChain, openChain } from '../node-chain.ts';
import { mineRemotely } from '../remote/mine-remotely.ts';
import { namedPools } from '../remote/named-pools.ts';
import { workPlace } from '../remote/options.ts';
import { readRemoteWishes } from '../remote/wishes.ts';
import type { Step } from '../schedule.ts';
import { keepSearchTime, readSearchTime } from '../search-time.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_RULE = 'asert';

const names = RULES.map(({ name }) => name);
const RULE_LIST = `${names.slice(0, 8).join(', ')},\n                   ${names.slice(8).join(', ')}`;

export const mine: Command = {
  name: 'mine',
  summary: 'mine a private chain, or for a node or a pool',
  help: `proofworks mine [options]
proofworks mine --node URL --address ADDR [options]
proofworks mine --pool URL --user NAME [--pass X] [--pool …] [options]

Without --node and --pool it mines a private chain with real hashing and keeps it in a directory. Ctrl-C ends it
cleanly; the next run goes on from there. A new chain begins with a calibration of two seconds, so that its first
blocks already come near the spacing. The chain's clock runs only while it is mined: header times go on from the
last block.

  --spacing T      wanted mean time between blocks: 5s, 10min, … (new chains; default ${DEFAULT_SPACING_SEC}s)
  --rule R         ${RULE_LIST}
                   (new chains; default ${DEFAULT_RULE})
  --window N       the rule's window in blocks, 2 to 10000 (new chains; default: short enough to watch)
  --difficulty D   first difficulty (new chains; default: from the calibration)
  --engines LIST   what hashes, as in "gpu + wasm-simd x4"; SET,SET@BLOCKS changes it after so many blocks
                   (default: the GPU if there is one, else the best CPU engine on all cores)
  --throttle P     part of the time that engines hash, from 0.1%; 100%,1%@80 changes it after so many blocks
  --blocks N       stop after so many blocks
  --for T          stop after a time
  --data DIR       where the chain is kept (default: proofworks/chain below the user's data directory)
${GPU_OPTIONS_HELP}
  --json           print one JSON object per line: start, block, change, end

With --node it mines blocks for a node (getblocktemplate, submitblock), with --pool shares for a Stratum V1 pool. Of
the options above --engines, --throttle (one percentage), --for, --gpu-kernel and --retune hold there too.

  --node URL       the node's RPC server, http://HOST:PORT; its name and password stand in the URL as USER:PASSWORD@,
                   or in PROOFWORKS_NODE_USER and PROOFWORKS_NODE_PASSWORD, or in the cookie file that
                   PROOFWORKS_NODE_COOKIE names
  --address ADDR   where the blocks' coins go: base58 or bech32
  --proposal       let the node check the first template on each tip while it is mined, and rest if it refuses it (BIP 23)
  --pool URL       stratum+tcp://HOST:PORT or stratum+ssl://HOST:PORT; given again, the next where this one fails
  --user NAME      who the pool credits; the last one holds for further pools; or in the URL as NAME@, or in
                   PROOFWORKS_POOL_USER
  --pass X         the password for the --pool before it, told to no other pool (default: x); the first pool's rather
                   in PROOFWORKS_POOL_PASSWORD, since others on this machine can read a command line
  --stats-port N   tell figures on http://127.0.0.1:N/metrics (Prometheus) and /stats (JSON); 0 for any free port
  --json           start, work, share, notice, state, stats each ten seconds, end`,
  run: runMine,
};

async function runMine(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals, tokens } = readArguments(words, MINE_OPTIONS);
  if (positionals.length > 0) {
    // Not repeated: an address whose option was forgotten may hold a password.
    throw new UsageError(
      'mine takes options alone: a word without one stands there, such as --node before an address',
    );
  }
  const place = workPlace(values);
  if (place !== 'private chain') {
    const wishes = readRemoteWishes(place, values, namedPools(tokens), io.environment);
    return mineRemotely(wishes, readGpuOptions(values), io);
  }
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
    const tip = () => displayHash(chain.tip.hash);
    const searchedSec = await readSearchTime(wishes.directory, tip());
    const leftSec = await mineOn(chain, engines, sets, wishes, searchedSec, io);
    await keepSearchTime(wishes.directory, tip(), leftSec);
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
    const whole = await calibrate({
      engines: (working.length > 0 ? working : [...engines]).map(([, engine]) => engine),
      clock: io.clock,
      signal: io.signal,
    });
    const hashrateHps = whole * wishes.throttle[0]!.value;
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
