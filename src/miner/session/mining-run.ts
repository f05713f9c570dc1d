// One run of mining within a session: from the moment engines search blocks until it is stopped or the chain changes.

import type { HeaderNode, TipChange } from '../../chain/index.ts';
import { blockProof, displayHash, formatDuration, readU32LE } from '../../primitives/index.ts';
import { type PrivateChain, proofTarget, rivalOf } from '../../source/index.ts';
import { startChainClock } from '../chain-clock.ts';
import { ChainMiner, type ChainMinerEvents, type MinedBlock } from '../chain-miner.ts';
import type { ChainView } from './chain-view.ts';
import { hardwareErrorNotice } from './crew-notices.ts';
import type { EngineCrew } from './engine-crew.ts';
import type { MiningClock } from './mining-clock.ts';
import type { SessionHost } from './session-host.ts';
import { type SessionRecord, totalHps } from './session-record.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { RemineSnapshot, SearchSnapshot, SessionNotice } from './snapshot.ts';

/** Enough that the effective rate means something after a minute, few enough to cost nothing. */
const SHARES_PER_SEC = 2;

/** A rest that is over before one has read of it is not told. */
const SHORT_REST_SEC = 5;

/** What a run is handed. */
export interface RunParts {
  readonly host: Pick<SessionHost, 'clock' | 'nowSec' | 'timers' | 'randomU32'>;
  readonly chain: PrivateChain;
  readonly view: ChainView;
  readonly crew: EngineCrew;
  readonly record: SessionRecord;
  readonly clock: MiningClock;
  /** Seconds for which the block after the tip has been searched before. */
  readonly searchedSec: number;
  readonly rival: number;
  readonly say: (tone: SessionNotice['tone'], heading: string, text: string) => void;
  /** Told when a block came, or history was rewritten. */
  readonly onBlock: () => void;
}

/** Mines on one chain with a crew. */
export class MiningRun {
  readonly #parts: RunParts;
  readonly #miner: ChainMiner;
  readonly #endListening: () => void;
  #rival: number;
  /** Mining clock at which the newest block came, milliseconds; below 0 where that was in an earlier run. */
  #searchedFromMs: number;
  #staleBlocks = 0;
  readonly #silence: SilenceWatch;
  /** Seconds that the tip's successor had been searched when a branch was begun. */
  #setAsideSec = 0;
  /** The newest change of the chain; the block that made it is told right after. */
  #change: TipChange | null = null;

  /** The crew works for it from here on. */
  constructor(parts: RunParts) {
    const { host, chain, crew, clock, searchedSec, rival } = parts;
    this.#parts = parts;
    this.#silence = new SilenceWatch((engine, error) => crew.lose(engine, error));
    this.#rival = rival;
    this.#searchedFromMs = clock.now() - searchedSec * 1000;
    this.#miner = new ChainMiner({
      chain,
      engines: [],
      waitsForEngines: true,
      clock: clock.now,
      chainTime: startChainClock(chain.tip.time + searchedSec, clock.now),
      // The wall clock itself: it may be set right meanwhile.
      nowSec: host.nowSec,
      firstExtraNonce: BigInt(host.randomU32()) << 31n,
      sharesPerSec: SHARES_PER_SEC,
      rival,
      timers: host.timers,
      events: this.#events(),
    });
    this.#endListening = chain.onChange((change) => {
      this.#change = change;
    });
    crew.attach(this.#miner);
    this.sample();
  }

  get staleBlocks(): number {
    return this.#staleBlocks;
  }

  get counts() {
    return this.#miner.counts;
  }

  /** Hashes per second of all engines over the last ten seconds. */
  get hashrateHps(): number {
    return totalHps(this.#miner.counts, this.#parts.clock.now());
  }

  /** The time for headers now, Unix seconds. */
  get timeSec(): number {
    return this.#miner.timeSec;
  }

  /** Seconds for which the block after the tip has been searched; what a branch took is not in it. */
  get searchedSec(): number {
    if (this.#miner.remining !== null) return this.#setAsideSec;
    return (this.#parts.clock.now() - this.#searchedFromMs) / 1000;
  }

  /** Mines until `stop`. It rejects where no block can be kept at all. */
  async run(): Promise<void> {
    try {
      await this.#miner.run(Number.POSITIVE_INFINITY);
    } finally {
      this.sample();
      this.#parts.crew.attach(null);
      this.#endListening();
    }
  }

  stop(): void {
    this.#miner.stop();
  }

  pause(): void {
    this.#miner.pause();
  }

  resume(): void {
    this.#miner.resume();
  }

  setRival(rival: number): void {
    this.#rival = rival;
    this.#miner.setRival(rival);
  }

  /** Counts the time that engines have been at work. */
  sample(): void {
    this.#parts.record.sample(this.#miner.counts, this.#parts.clock.now());
  }

  /** Gives up engines that do not answer. */
  check(): void {
    this.#silence.check(this.#miner.counts, this.#parts.clock.now());
  }

  /** Rewrites history from the block after `parent` on. */
  remine(parent: HeaderNode, message: string): void {
    this.#setAsideSec = this.searchedSec;
    this.#miner.remine({ parent, message });
    this.#searchedFromMs = this.#parts.clock.now();
  }

  cancelRemine(): void {
    if (this.#miner.remining === null) return;
    this.#miner.cancelRemine();
    this.#searchedFromMs = this.#parts.clock.now() - this.#setAsideSec * 1000;
  }

  search(): SearchSnapshot {
    const { chain, clock } = this.#parts;
    const rate = this.hashrateHps;
    const { target, version, time } =
      this.#miner.remining === null
        ? chain.template(this.#miner.timeSec, { rival: this.#rival })
        : chain.template(this.#miner.timeSec, { parent: this.#miner.remining.tip });
    return {
      waitedSec: (clock.now() - this.#searchedFromMs) / 1000,
      expectedSec: rate > 0 ? Number(blockProof(proofTarget(target, version))) / rate : null,
      time,
    };
  }

  /** The branch under way; null where there is none. */
  branch(): RemineSnapshot | null {
    const { remining } = this.#miner;
    if (remining === null) return null;
    const { chain } = this.#parts;
    const { parent, tip } = remining;
    const branchWork = Number(tip.chainwork - parent.chainwork);
    const oldWork = Number(chain.tip.chainwork - parent.chainwork);
    const proof = Number(blockProof(chain.template(this.#miner.timeSec, { parent: tip }).target));
    const rate = this.hashrateHps;
    // Equal work does not do: the first seen stays.
    const blocksLeft = Math.floor((oldWork - branchWork) / proof) + 1;
    return {
      fromHeight: parent.height + 1,
      branchBlocks: tip.height - parent.height,
      branchWork,
      oldWork,
      expectedSec: rate > 0 ? (blocksLeft * proof) / rate : null,
    };
  }

  #events(): ChainMinerEvents {
    const { crew, record, clock, say } = this.#parts;
    return {
      onRange: (result, engine, proof) => record.addRange(result, engine, proof, clock.now()),
      onShare: (share, engine, proof) => record.addShare(share, engine, proof, clock.now()),
      onBlock: (block) => this.#onBlock(block),
      onStale: () => void this.#staleBlocks++,
      onRefused: ({ reason, detail }) => say('bad', 'The chain refused a block', `${reason}: ${detail}.`),
      onWait: (sec) => {
        if (sec < SHORT_REST_SEC) return;
        say(
          'note',
          'Mining rests',
          `The next block’s time would be more than two hours ahead of this computer’s clock, so that others would refuse it. It goes on in ${formatDuration(sec)}, unless the clock is wrong: then set it right.`,
        );
      },
      onHardwareError: (_work, _nonce, engine) => {
        const member = crew.of(engine);
        if (member === undefined || member.hardwareErrors++ > 0) return;
        const { heading, text } = hardwareErrorNotice(member);
        say('bad', heading, text);
      },
      onEngineLost: (engine, error) => crew.lose(engine, error),
    };
  }

  #onBlock(block: MinedBlock): void {
    const { crew, record, view, onBlock, say } = this.#parts;
    const { node, engine, intervalSec, hashCount } = block;
    const change = this.#change;
    this.#change = null;
    record.addBlock(block, Number(blockProof(node.target)));
    this.#searchedFromMs = this.#parts.clock.now();
    if (change !== null) {
      const name = crew.of(engine)?.id ?? engine.name;
      const networkHashCount = hashCount * (1 + rivalOf(readU32LE(node.header, 0)));
      view.follow(change, { engine: name, hashCount: networkHashCount, seconds: intervalSec });
      const [last] = change.left;
      if (last !== undefined) {
        const first = change.came[0]!;
        say(
          'note',
          'History was rewritten',
          `From block ${first.height} on the chain is another one: ${change.left.length} ${change.left.length === 1 ? 'block' : 'blocks'} up to ${displayHash(last.hash).slice(0, 16)}… are no longer on it.`,
        );
      }
    }
    onBlock();
  }
}
