// From one Start to the Stop, or to another chain: engines open, the first difficulty is found, blocks are mined.

import { ruleNamed } from '../../difficulty/index.ts';
import { REGTEST_POW_LIMIT } from '../../primitives/index.ts';
import { targetForRate } from '../calibrate.ts';
import type { ChainKeeper } from './chain-keeper.ts';
import { Condition } from './condition.ts';
import { measureCrewRate } from './crew-rate.ts';
import type { EngineCrew } from './engine-crew.ts';
import { MiningRun, type RunParts } from './mining-run.ts';
import type { MiningSettings } from './snapshot.ts';

/** What a shift is handed. */
export interface ShiftParts extends Pick<RunParts, 'host' | 'crew' | 'record' | 'clock' | 'say' | 'onBlock'> {
  readonly crew: EngineCrew;
  readonly keeper: ChainKeeper;
  readonly settings: () => MiningSettings;
  readonly isPaused: () => boolean;
  /** Hashes per second that a new chain may begin with; null where they have to be measured. */
  readonly knownHps: number | null;
  /** Told what is being done before blocks are searched. */
  readonly onStep: (step: string) => void;
  /** Told when blocks begin to be searched. */
  readonly onRunning: (run: MiningRun) => void;
  /** Told once if it ends by itself. */
  readonly onFailure: (error: Error) => void;
}

/** Works until it is stopped. It begins at once. */
export class MiningShift {
  readonly #parts: ShiftParts;
  readonly #end = new AbortController();
  #run: MiningRun | null = null;
  #measuredHps = 0;
  readonly #crewChange = new Condition();
  /** Resolves when nothing is under way any more; never rejects. */
  readonly done: Promise<void>;

  constructor(parts: ShiftParts) {
    this.#parts = parts;
    this.done = this.#work().catch((error: Error) => {
      if (!this.#end.signal.aborted) parts.onFailure(error);
    });
  }

  /** Null before blocks are searched, and after. */
  get run(): MiningRun | null {
    return this.#run;
  }

  /** Hashes per second while they are being measured; 0 before. */
  get measuredHps(): number {
    return this.#measuredHps;
  }

  /** The crew has changed. */
  look(): void {
    this.#crewChange.look();
  }

  stop(): void {
    this.#end.abort(new Error('stopped'));
    this.#run?.stop();
  }

  async #work(): Promise<void> {
    const { host, crew, keeper, record, clock, settings, say, onBlock, onStep, onRunning } = this.#parts;
    const { signal } = this.#end;
    onStep('Opening the engines');
    await this.#crewChange.until(() => crew.isWorking || !crew.isHopeful, signal);
    if (!crew.isWorking) throw new Error('No engine can run here: choose others.');
    if (keeper.chain === null) await this.#beginChain();
    signal.throwIfAborted();
    const run = new MiningRun({
      host,
      chain: keeper.chain!,
      view: keeper.view!,
      crew,
      record,
      clock,
      searchedSec: keeper.searchedSec,
      rival: settings().rival,
      say,
      onBlock,
    });
    this.#run = run;
    onRunning(run);
    try {
      await run.run();
    } finally {
      clock.run(false);
      keeper.searchedSec = run.searchedSec;
      keeper.staleBlocks += run.staleBlocks;
      this.#run = null;
    }
  }

  /** Measures the crew, unless its rate is known, and begins a chain at a difficulty that fits. */
  async #beginChain(): Promise<void> {
    const { host, crew, keeper, settings, isPaused, knownHps, onStep } = this.#parts;
    let hps = knownHps;
    if (hps === null) {
      onStep('Measuring this machine for the first difficulty');
      hps = await measureCrewRate({
        crew,
        clock: host.clock,
        timers: host.timers,
        signal: this.#end.signal,
        isPaused,
        onRate: (rate) => {
          this.#measuredHps = rate;
        },
      });
    }
    const { rule, spacingSec, windowBlocks, rival } = settings();
    await keeper.begin({
      rule,
      targetSpacingSec: spacingSec,
      windowBlocks: windowBlocks ?? ruleNamed(rule).laboratoryWindowBlocks,
      powLimit: REGTEST_POW_LIMIT,
      startTarget: targetForRate(hps * (1 + rival), spacingSec),
      time: Math.floor(host.nowSec()),
    });
  }
}
