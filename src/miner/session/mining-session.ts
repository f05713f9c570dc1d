// A mining session: a chain, a crew of engines, a clock that runs while they hash, and immutable snapshots of it all.
// It knows no page and no platform: what it needs is handed to it.

import { ruleNamed } from '../../difficulty/index.ts';
import {
  displayHash,
  formatCount,
  formatNumber,
  formatPercent,
  REGTEST_POW_LIMIT,
} from '../../primitives/index.ts';
import { targetForRate } from '../calibrate.ts';
import type { Detected } from '../engine-host.ts';
import { readBlock, tamperWith } from './block-detail.ts';
import { ChainKeeper } from './chain-keeper.ts';
import { ChainView } from './chain-view.ts';
import { measureCrewRate } from './crew-rate.ts';
import { EngineCrew } from './engine-crew.ts';
import { MiningClock } from './mining-clock.ts';
import { MiningRun } from './mining-run.ts';
import { NoticeBoard } from './notice-board.ts';
import { sentence } from './sentence.ts';
import type { RememberedSession, SessionHost } from './session-host.ts';
import { SessionRecord } from './session-record.ts';
import {
  assertChainChoice,
  assertSettings,
  type ChainChoice,
  DEFAULT_CHAIN,
  defaultEngines,
} from './settings.ts';
import type {
  BlockDetail,
  ChainSnapshot,
  MiningSettings,
  MiningSnapshot,
  SearchSnapshot,
  SessionState,
  TamperResult,
} from './snapshot.ts';

/** Snapshots while something is under way. */
const TICK_MS = 250;
/** Blocks that come faster are told together. */
const BLOCK_PAUSE_MS = 100;
/** While a chain is read, others get their turn so often. */
const PROGRESS_MS = 50;
/** What has been searched since the last block is remembered so often. */
const REMEMBER_MS = 5000;
/** A rate that was measured for so long is good for the next chain's first target. */
const KNOWN_RATE_SEC = 3;

/** One way from Start to Stop; another chain on the way is another one. */
interface Going {
  readonly end: AbortController;
  readonly done: Promise<void>;
}

/** Drives it all. One instance for a page's whole life. */
export class MiningSession {
  readonly #host: SessionHost;
  readonly #onSnapshot: (snapshot: MiningSnapshot) => void;
  readonly #board = new NoticeBoard();
  readonly #clock: MiningClock;
  readonly #crew: EngineCrew;
  readonly #record: SessionRecord;
  readonly #keeper: ChainKeeper;
  #view: ChainView | null = null;
  #run: MiningRun | null = null;
  #going: Going | null = null;
  #state: SessionState = 'opening';
  #step = '';
  #detected: Detected | null = null;
  #settings: MiningSettings = { ...DEFAULT_CHAIN, engines: [], intensity: 1, rival: 0 };
  #pausedBy: MiningSnapshot['pausedBy'] = null;
  /** Whether the user wants it to mine. */
  #isOn = false;
  /** Hashes per second while the first difficulty is being measured, and what a new chain may begin with. */
  #measuredHps = 0;
  #knownHps: number | null = null;
  /** Seconds for which the block after the tip has been searched, while nothing runs. */
  #searchedSec = 0;
  #staleBlocks = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #endTicks: (() => void) | null = null;
  #rememberedMs = 0;
  #toldMs = Number.NEGATIVE_INFINITY;
  #waiting: (() => void)[] = [];
  #snapshot: MiningSnapshot;

  /** @param onSnapshot - told of each. */
  constructor(host: SessionHost, onSnapshot: (snapshot: MiningSnapshot) => void) {
    this.#host = host;
    this.#onSnapshot = onSnapshot;
    this.#clock = new MiningClock(host.clock);
    this.#crew = this.#createCrew();
    this.#record = new SessionRecord((engine) => this.#crew.of(engine));
    this.#keeper = new ChainKeeper({
      host,
      say: (tone, heading, text) => {
        this.#board.say(tone, heading, text);
        this.#tell();
      },
      onProgress: async (blocks) => {
        if (host.clock() - this.#toldMs < PROGRESS_MS) return;
        this.#setStep(`Reading the chain: ${formatCount(blocks)} blocks`);
        await host.timers.sleep(0);
      },
    });
    this.#snapshot = this.#makeSnapshot();
  }

  /** The latest. */
  get snapshot(): MiningSnapshot {
    return this.#snapshot;
  }

  /** Looks at the machine and reads the stored chain; then it is ready. */
  async open(): Promise<void> {
    this.#setStep('Reading the stored chain');
    const [detected, remembered] = await Promise.all([
      this.#host.engines.detect(),
      this.#host.memory.read(),
      this.#keeper.open(),
    ]);
    this.#detected = detected;
    this.#settings = {
      ...this.#settings,
      engines: defaultEngines(detected),
      ...remembered?.settings,
    };
    this.#useChain();
    const { chain } = this.#keeper;
    if (chain !== null && remembered?.searched?.after === displayHash(chain.tip.hash)) {
      this.#searchedSec = remembered.searched.seconds;
    }
    this.#step = '';
    this.#setState('ready');
    if (this.#isOn) this.#begin();
  }

  /** Begins hashing, or makes another try after a failure; while the session opens, as soon as it has. */
  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#pausedBy = null;
    if (this.#state !== 'opening') this.#begin();
  }

  /** Ends hashing and closes the engines. */
  async stop(): Promise<void> {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#pausedBy = null;
    if (this.#state === 'opening') return;
    this.#setState('stopping');
    const closing = this.#end();
    await this.#inTurn(async () => {
      await closing;
      if (!this.#isOn) this.#setState('ready');
    });
  }

  /** Rests, engines stay open. A user's wish is not overridden by a hidden page or a battery. */
  pause(by: 'user' | 'hidden' | 'battery'): void {
    if (!this.#isOn || this.#pausedBy === 'user') return;
    this.#pausedBy = by;
    this.#run?.pause();
    this.#remember();
    this.#settle();
  }

  resume(): void {
    if (this.#pausedBy === null) return;
    this.#pausedBy = null;
    this.#run?.resume();
    this.#settle();
  }

  /**
   * Changes settings while it goes on.
   *
   * @throws {RangeError} for what is no such setting; nothing has changed then.
   */
  configure(change: Partial<Pick<MiningSettings, 'engines' | 'intensity' | 'rival'>>): void {
    assertSettings(change);
    const { engines, intensity, rival } = change;
    const before = this.#settings;
    this.#settings = { ...before, ...change };
    if (intensity !== undefined && intensity !== before.intensity) {
      this.#crew.setDuty(intensity);
      this.#mark(`intensity ${formatPercent(intensity, 2)}`);
    }
    if (rival !== undefined && rival !== before.rival) {
      this.#run?.setRival(rival);
      this.#mark(rival === 0 ? 'no rival' : `rival of ${formatNumber(rival)} ×`);
    }
    if (engines !== undefined && this.#isOn) this.#crew.choose(engines);
    this.#remember();
    this.#tell();
  }

  /**
   * Ends the present chain and begins another one: at once while it mines, else with the next start.
   *
   * @throws {RangeError} for what no rule can run with.
   */
  async newChain({ rule, spacingSec, windowBlocks }: ChainChoice): Promise<void> {
    const choice = { rule, spacingSec, windowBlocks };
    assertChainChoice(choice);
    await this.#changeChain(async () => {
      await this.#keeper.discard();
      this.#settings = { ...this.#settings, ...choice };
    });
  }

  /**
   * Puts an exported chain in the place of the present one.
   *
   * @throws {Error} with one sentence; nothing is lost then.
   */
  async importChain(file: Uint8Array): Promise<void> {
    await this.#changeChain(async () => {
      await this.#keeper.import(file);
    });
  }

  /** @throws {Error} with one sentence where there is no chain, or it cannot be read. */
  exportChain(): Promise<Uint8Array> {
    return this.#keeper.export();
  }

  /** @returns null where the best chain has no block of this height. */
  readBlock(height: number): BlockDetail | null {
    const { chain } = this.#keeper;
    return chain === null ? null : readBlock(chain, height, this.#snapshot.chain?.blocks ?? []);
  }

  /**
   * Works out what another text in a block would do; changes nothing.
   *
   * @throws {Error} with one sentence where it cannot be worked out.
   */
  tamper(height: number, message: string): TamperResult {
    const { chain } = this.#keeper;
    if (chain === null) throw new Error('There is no chain yet: start mining first.');
    return tamperWith(chain, height, message, this.#run?.hashrateHps ?? 0);
  }

  /**
   * Rewrites history: mines another block at a height, with another text, and others after it until they have more work.
   *
   * @throws {Error} with one sentence where that cannot be begun.
   */
  remine(height: number, message: string): void {
    const { chain } = this.#keeper;
    if (chain === null || this.#run === null) throw new Error('Nothing is being mined: press Start first.');
    // Says what is wrong with height or text.
    tamperWith(chain, height, message, 0);
    this.#run.remine(chain.at(height - 1)!, message);
    this.#mark(`history is rewritten from block ${formatCount(height)} on`);
    this.#tell();
  }

  cancelRemine(): void {
    this.#run?.cancelRemine();
    this.#tell();
  }

  dismissNotice(id: number): void {
    this.#board.dismiss(id);
    this.#tell();
  }

  /** Stops and closes the store; the session is over. */
  async close(): Promise<void> {
    await this.stop();
    await this.#inTurn(() => this.#keeper.close());
  }

  /** Tasks that change what runs, one after the other. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #changeChain(change: () => Promise<void>): Promise<void> {
    if (this.#state === 'opening')
      throw new Error('The stored chain is still being read: try again in a moment.');
    await this.#inTurn(async () => {
      const { isOn, crewStays } = { isOn: this.#isOn, crewStays: this.#isOn };
      const knownHps = this.#run?.hashrateHps ?? 0;
      const isRateKnown = this.#run !== null && this.#clock.now() >= KNOWN_RATE_SEC * 1000;
      await this.#end(crewStays);
      try {
        await change();
        this.#knownHps = isRateKnown && knownHps > 0 ? knownHps : null;
        this.#searchedSec = 0;
        this.#staleBlocks = 0;
        this.#useChain();
      } finally {
        if (isOn && this.#isOn) {
          this.#setState('starting');
          this.#go();
        } else this.#tell();
      }
    });
  }

  #begin(): void {
    this.#setState('starting');
    void this.#inTurn(async () => this.#go());
  }

  /** Looks at the keeper's chain from here on. */
  #useChain(): void {
    const { chain } = this.#keeper;
    this.#view = chain === null ? null : new ChainView(chain);
    this.#record.beginChain();
    if (chain === null) return;
    const { targetSpacingSec, windowBlocks } = chain.ruleParameters;
    const isUsual = windowBlocks === chain.rule.laboratoryWindowBlocks;
    this.#settings = {
      ...this.#settings,
      rule: chain.rule.name,
      spacingSec: targetSpacingSec,
      windowBlocks: isUsual ? null : windowBlocks,
    };
  }

  #go(): void {
    if (!this.#isOn || this.#going !== null) return;
    const end = new AbortController();
    this.#endTicks ??= this.#host.timers.every(TICK_MS, () => this.#tick());
    this.#going = {
      end,
      done: this.#mine(end.signal).catch((error: unknown) => this.#fail(error, end.signal)),
    };
  }

  /** Ends what runs; the crew too, unless it stays for the next chain. */
  async #end(crewStays = false): Promise<void> {
    const going = this.#going;
    going?.end.abort(new Error('stopped'));
    this.#run?.stop();
    const closing = crewStays ? null : this.#crew.close();
    await going?.done;
    await closing;
    if (this.#going === going) this.#going = null;
    if (!crewStays) {
      this.#endTicks?.();
      this.#endTicks = null;
    }
  }

  async #mine(signal: AbortSignal): Promise<void> {
    this.#crew.setDuty(this.#settings.intensity);
    this.#crew.choose(this.#settings.engines);
    this.#setStep('Opening the engines');
    await this.#until(() => this.#crew.isWorking || !this.#crew.isHopeful, signal);
    if (this.#keeper.chain === null) await this.#beginChain(signal);
    const { chain } = this.#keeper;
    const view = this.#view;
    if (chain === null || view === null) return;
    signal.throwIfAborted();
    const run = new MiningRun({
      host: this.#host,
      chain,
      view,
      crew: this.#crew,
      record: this.#record,
      clock: this.#clock,
      searchedSec: this.#searchedSec,
      rival: this.#settings.rival,
      say: (tone, heading, text) => this.#board.say(tone, heading, text),
      onBlock: () => this.#onBlock(),
    });
    this.#run = run;
    for (const { id, engine } of this.#crew.members) if (engine !== null) this.#cameToHistory(id);
    if (this.#pausedBy !== null) run.pause();
    this.#step = '';
    this.#settle();
    try {
      await run.run();
    } finally {
      this.#searchedSec = run.searchedSec;
      this.#staleBlocks += run.staleBlocks;
      this.#clock.run(false);
      this.#run = null;
      this.#remember();
    }
  }

  /** Measures the crew, unless its rate is known, and begins a chain at a difficulty that fits. */
  async #beginChain(signal: AbortSignal): Promise<void> {
    const { rule, spacingSec, windowBlocks, rival } = this.#settings;
    let hps = this.#knownHps;
    this.#knownHps = null;
    if (hps === null) {
      this.#setStep('Measuring this machine for the first difficulty');
      hps = await measureCrewRate({
        crew: this.#crew,
        clock: this.#host.clock,
        timers: this.#host.timers,
        signal,
        onRate: (rate) => {
          this.#measuredHps = rate;
        },
      });
    }
    await this.#keeper.begin({
      rule,
      targetSpacingSec: spacingSec,
      windowBlocks: windowBlocks ?? ruleNamed(rule).laboratoryWindowBlocks,
      powLimit: REGTEST_POW_LIMIT,
      startTarget: targetForRate(hps * (1 + rival), spacingSec),
      time: Math.floor(this.#host.nowSec()),
    });
    this.#searchedSec = 0;
    this.#useChain();
  }

  #fail(error: unknown, signal: AbortSignal): void {
    // A clean stop.
    if (signal.aborted || !this.#isOn) return;
    this.#isOn = false;
    this.#state = 'stopping';
    this.#board.say('bad', 'Mining has stopped', (error as Error).message);
    void this.#inTurn(async () => {
      await this.#end();
      this.#setState('failed');
    });
  }

  #createCrew(): EngineCrew {
    const { engines, clock, timers } = this.#host;
    return new EngineCrew({
      host: engines,
      clock,
      timers,
      onCame: (member) => {
        if (this.#run !== null) {
          this.#run.sample();
          this.#cameToHistory(member.id);
          this.#mark(`${member.id} works`);
        }
        this.#settle();
      },
      onLeaving: (member) => {
        this.#run?.sample();
        this.#record.history.removeEngine(member.id);
      },
      onTrouble: (member) => {
        const isLost = member.state === 'lost';
        const retry = member.retrySec === null ? '' : ' It is tried again by itself.';
        this.#board.say(
          'bad',
          isLost ? `${member.id} is out` : `${member.id} has lost workers`,
          `${sentence(member.problem ?? '')}${retry}`,
        );
        if (this.#run !== null && isLost) this.#mark(`${member.id} is out`);
        this.#settle();
      },
    });
  }

  #cameToHistory(id: string): void {
    this.#record.history.addEngine(id, this.#clock.now() / 1000);
  }

  /** Finds the state that fits what runs, lets the clock run or stand, and tells. */
  #settle(): void {
    if (this.#run !== null && this.#isOn) {
      if (!this.#crew.isHopeful) {
        this.#fail(new Error('No engine is left that could be tried again.'), this.#going!.end.signal);
        return;
      }
      const isWorking = this.#crew.isWorking;
      this.#state = this.#pausedBy !== null ? 'paused' : isWorking ? 'mining' : 'waiting';
    }
    this.#clock.run(this.#state === 'mining');
    for (const wake of this.#waiting.splice(0)) wake();
    this.#tell();
  }

  /** Resolves when something has come about that a change of the crew brings. */
  async #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    while (!isSo()) {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        this.#waiting.push(() => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
      });
    }
    if (!this.#crew.isWorking) throw new Error('No engine can run here: choose others.');
  }

  #onBlock(): void {
    if (this.#host.clock() - this.#toldMs >= BLOCK_PAUSE_MS) this.#tell();
  }

  #tick(): void {
    this.#run?.sample();
    this.#run?.check();
    this.#crew.check();
    this.#record.history.advance(this.#clock.now() / 1000);
    if (this.#state === 'mining' && this.#host.clock() - this.#rememberedMs >= REMEMBER_MS) this.#remember();
    this.#tell();
  }

  #remember(): void {
    this.#rememberedMs = this.#host.clock();
    const { chain } = this.#keeper;
    const { engines, intensity, rival } = this.#settings;
    const seconds = this.#run?.searchedSec ?? this.#searchedSec;
    const remembered: RememberedSession = {
      searched: chain === null ? null : { after: displayHash(chain.tip.hash), seconds },
      settings: { engines, intensity, rival },
    };
    void this.#host.memory.write(remembered);
  }

  #mark(text: string): void {
    if (this.#run === null) return;
    const height = this.#keeper.chain?.tip.height ?? 0;
    this.#board.mark({ atSec: this.#clock.now() / 1000, height, text });
  }

  #setStep(step: string): void {
    this.#step = step;
    this.#tell();
  }

  #setState(state: SessionState): void {
    this.#state = state;
    if (state !== 'starting') this.#step = '';
    this.#measuredHps = 0;
    this.#settle();
  }

  #tell(): void {
    this.#toldMs = this.#host.clock();
    this.#snapshot = this.#makeSnapshot();
    this.#onSnapshot(this.#snapshot);
  }

  #makeSnapshot(): MiningSnapshot {
    const run = this.#run;
    const nowMs = this.#clock.now();
    const { history, bestShare } = this.#record;
    const counts = new Map(run?.counts.map((count) => [count.engine, count]));
    return {
      state: this.#state,
      step: this.#step,
      pausedBy: this.#pausedBy,
      detected: this.#detected,
      settings: this.#settings,
      minedSec: nowMs / 1000,
      hashrateHps: run?.hashrateHps ?? this.#measuredHps,
      engines: this.#crew.members.map((member) => {
        return this.#record.engine(
          member,
          member.engine === null ? undefined : counts.get(member.engine),
          nowMs,
        );
      }),
      windows: history.windows,
      recent: history.recent,
      whole: history.whole,
      events: this.#board.events,
      chain: this.#chainSnapshot(),
      search: this.#searchSnapshot(),
      bestShare,
      remine: run?.branch() ?? null,
      notices: this.#board.notices,
    };
  }

  #chainSnapshot(): ChainSnapshot | null {
    const { chain, kept } = this.#keeper;
    if (chain === null || this.#view === null) return null;
    const time = this.#run?.timeSec ?? chain.tip.time + this.#searchedSec;
    return this.#view.snapshot(Math.floor(time), {
      luck: this.#record.luck,
      staleBlocks: this.#staleBlocks + (this.#run?.staleBlocks ?? 0),
      kept,
    });
  }

  #searchSnapshot(): SearchSnapshot | null {
    const { chain } = this.#keeper;
    if (chain === null) return null;
    if (this.#run !== null) return this.#run.search();
    const { time } = chain.template(chain.tip.time + this.#searchedSec);
    return { waitedSec: this.#searchedSec, expectedSec: null, time };
  }
}
