// What goes on in a session: engines, clock, chain and shift, brought into a state that fits, and told of.

import { displayHash, formatCount } from '../../primitives/index.ts';
import type { PrivateChain } from '../../source/index.ts';
import type { Detected } from '../engine-host.ts';
import { ChainKeeper } from './chain-keeper.ts';
import { troubleNotice } from './crew-notices.ts';
import { EngineCrew } from './engine-crew.ts';
import { makeSnapshot } from './make-snapshot.ts';
import { MiningClock } from './mining-clock.ts';
import type { MiningRun } from './mining-run.ts';
import { MiningShift } from './mining-shift.ts';
import { NoticeBoard } from './notice-board.ts';
import { sentence } from './sentence.ts';
import type { SessionHost } from './session-host.ts';
import { SessionRecord } from './session-record.ts';
import { DEFAULT_CHAIN } from './settings.ts';
import type { MiningSettings, MiningSnapshot, SessionState } from './snapshot.ts';

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

/** The works behind a session's commands. */
export class SessionWorks {
  readonly board = new NoticeBoard();
  readonly clock: MiningClock;
  readonly crew: EngineCrew;
  readonly record: SessionRecord;
  readonly keeper: ChainKeeper;
  state: SessionState = 'opening';
  step = '';
  detected: Detected | null = null;
  settings: MiningSettings = { ...DEFAULT_CHAIN, engines: [], intensity: 1, rival: 0 };
  pausedBy: MiningSnapshot['pausedBy'] = null;
  /** Whether the user wants it to mine. */
  isOn = false;
  readonly #host: SessionHost;
  readonly #onSnapshot: (snapshot: MiningSnapshot) => void;
  #shift: MiningShift | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #endTicks: (() => void) | null = null;
  #rememberedMs = 0;
  #toldMs = Number.NEGATIVE_INFINITY;
  #snapshot: MiningSnapshot;

  constructor(host: SessionHost, onSnapshot: (snapshot: MiningSnapshot) => void) {
    this.#host = host;
    this.#onSnapshot = onSnapshot;
    this.clock = new MiningClock(host.clock);
    this.crew = this.#createCrew();
    this.record = new SessionRecord((engine) => this.crew.of(engine));
    this.keeper = new ChainKeeper({
      host,
      say: (tone, heading, text) => {
        this.board.say(tone, heading, text);
        this.tell();
      },
      onProgress: async (blocks) => {
        if (host.clock() - this.#toldMs < PROGRESS_MS) return;
        this.setStep(`Reading the chain: ${formatCount(blocks)} blocks`);
        await host.timers.sleep(0);
      },
      onChain: (chain) => this.#onChain(chain),
    });
    this.#snapshot = this.#makeSnapshot();
  }

  /** The latest. */
  get snapshot(): MiningSnapshot {
    return this.#snapshot;
  }

  /** Tasks that change what runs, one after the other. */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Lets another chain take the present one's place; what mined before mines on with it. */
  async changeChain(change: () => Promise<void>): Promise<void> {
    if (this.state === 'opening') {
      throw new Error('The stored chain is still being read: try again in a moment.');
    }
    await this.inTurn(async () => {
      const wasOn = this.isOn;
      const hps = this.run?.hashrateHps ?? 0;
      const isRateKnown = hps > 0 && this.clock.now() >= KNOWN_RATE_SEC * 1000;
      await this.end(wasOn);
      try {
        await change();
      } finally {
        if (wasOn && this.isOn) {
          this.setState('starting');
          this.#go(isRateKnown ? hps : null);
        } else this.tell();
      }
    });
  }

  /** Null while no block is searched. */
  get run(): MiningRun | null {
    return this.#shift?.run ?? null;
  }

  /** Begins a shift. */
  begin(): void {
    this.setState('starting');
    void this.inTurn(async () => this.#go(null));
  }

  /** @param knownHps - what a new chain may begin with; null where it has to be measured. */
  #go(knownHps: number | null): void {
    if (!this.isOn || this.#shift !== null) return;
    this.#endTicks ??= this.#host.timers.every(TICK_MS, () => this.#tick());
    this.crew.setDuty(this.settings.intensity);
    this.crew.choose(this.settings.engines);
    this.#shift = new MiningShift({
      host: this.#host,
      crew: this.crew,
      keeper: this.keeper,
      record: this.record,
      clock: this.clock,
      settings: () => this.settings,
      isPaused: () => this.pausedBy !== null,
      knownHps,
      say: (tone, heading, text) => this.board.say(tone, heading, text),
      onBlock: () => this.#onBlock(),
      onStep: (step) => this.setStep(step),
      onRunning: (run) => {
        for (const { id, engine } of this.crew.members) if (engine !== null) this.#cameToHistory(id);
        if (this.pausedBy !== null) run.pause();
        this.step = '';
        this.settle();
      },
      onFailure: (error) => this.#fail(error),
    });
  }

  /** Ends what runs; the crew too, unless it stays for the next chain. */
  async end(crewStays = false): Promise<void> {
    const shift = this.#shift;
    shift?.stop();
    const closing = crewStays ? null : this.crew.close();
    await shift?.done;
    await closing;
    if (this.#shift === shift) this.#shift = null;
    this.remember();
    if (crewStays) return;
    this.#endTicks?.();
    this.#endTicks = null;
  }

  #fail(error: Error): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.state = 'stopping';
    this.board.say('bad', 'Mining has stopped', sentence(error.message));
    void this.inTurn(async () => {
      await this.end();
      this.setState('failed');
    });
  }

  /** Another chain is kept, or none: rule and spacing are its. */
  #onChain(chain: PrivateChain | null): void {
    this.record.beginChain();
    if (chain === null) return;
    const { targetSpacingSec, windowBlocks } = chain.ruleParameters;
    this.settings = {
      ...this.settings,
      rule: chain.rule.name,
      spacingSec: targetSpacingSec,
      windowBlocks: windowBlocks === chain.rule.laboratoryWindowBlocks ? null : windowBlocks,
    };
  }

  #createCrew(): EngineCrew {
    const { engines, clock, timers } = this.#host;
    return new EngineCrew({
      host: engines,
      clock,
      timers,
      onCame: (member) => {
        if (this.run !== null) {
          this.run.sample();
          this.#cameToHistory(member.id);
          this.mark(`${member.id} works`);
        }
        this.settle();
      },
      onLeaving: (member) => {
        this.run?.sample();
        this.record.history.removeEngine(member.id);
      },
      onTrouble: (member) => {
        const { heading, text } = troubleNotice(member);
        this.board.say('bad', heading, text);
        if (this.run !== null && member.state === 'lost') this.mark(`${member.id} is out`);
        this.settle();
      },
    });
  }

  #cameToHistory(id: string): void {
    this.record.history.addEngine(id, this.clock.now() / 1000);
  }

  /** Finds the state that fits what runs, lets the clock run or stand, and tells. */
  settle(): void {
    this.#shift?.look();
    if (this.run !== null && this.isOn) {
      if (!this.crew.isHopeful) {
        this.#fail(new Error('no engine is left that could be tried again'));
      } else {
        const isWorking = this.crew.isWorking;
        this.state = this.pausedBy !== null ? 'paused' : isWorking ? 'mining' : 'waiting';
      }
    } else if (this.#shift !== null && this.isOn && (this.state === 'starting' || this.state === 'paused')) {
      // Measuring can rest, too.
      this.state = this.pausedBy !== null ? 'paused' : 'starting';
    }
    this.clock.run(this.state === 'mining');
    this.tell();
  }

  #onBlock(): void {
    if (this.#host.clock() - this.#toldMs >= BLOCK_PAUSE_MS) this.tell();
  }

  #tick(): void {
    this.run?.sample();
    this.run?.check();
    this.crew.check();
    this.record.history.advance(this.clock.now() / 1000);
    if (this.state === 'mining' && this.#host.clock() - this.#rememberedMs >= REMEMBER_MS) this.remember();
    this.tell();
  }

  /** Keeps what the next visit begins with. */
  remember(): void {
    this.#rememberedMs = this.#host.clock();
    const { chain } = this.keeper;
    const { engines, intensity, rival } = this.settings;
    const seconds = this.run?.searchedSec ?? this.keeper.searchedSec;
    void this.#host.memory.write({
      searched: chain === null ? null : { after: displayHash(chain.tip.hash), seconds },
      settings: { engines, intensity, rival },
    });
  }

  /** Marks something that changes the hash rate, while there is one. */
  mark(text: string): void {
    if (this.run === null) return;
    const height = this.keeper.chain?.tip.height ?? 0;
    this.board.mark({ atSec: this.clock.now() / 1000, height, text });
  }

  /** @param step - what is being done. */
  setStep(step: string): void {
    this.step = step;
    this.tell();
  }

  /** Takes a state that nothing else decides. */
  setState(state: SessionState): void {
    this.state = state;
    if (state !== 'starting') this.step = '';
    this.settle();
  }

  /** Makes a snapshot and tells of it. */
  tell(): void {
    this.#toldMs = this.#host.clock();
    this.#snapshot = this.#makeSnapshot();
    this.#onSnapshot(this.#snapshot);
  }

  #makeSnapshot(): MiningSnapshot {
    return makeSnapshot({
      state: this.state,
      step: this.step,
      pausedBy: this.pausedBy,
      detected: this.detected,
      settings: this.settings,
      clock: this.clock,
      crew: this.crew,
      record: this.record,
      board: this.board,
      keeper: this.keeper,
      run: this.run,
      measuredHps: this.#shift?.measuredHps ?? 0,
    });
  }
}
