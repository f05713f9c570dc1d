// From the start to the stop of mining for a node or a pool: engines open, for a pool their rate is measured so that it can
// be asked for a difficulty that fits, the source is opened, and its work is mined.

import type { WorkSource } from '../../source/index.ts';
import { Condition } from '../session/condition.ts';
import { measureCrewRate } from '../session/crew-rate.ts';
import type { EngineCrew } from '../session/engine-crew.ts';
import type { MiningClock } from '../session/mining-clock.ts';
import { totalHps } from '../session/session-record.ts';
import { SilenceWatch } from '../session/silence-watch.ts';
import type { Timers } from '../timers.ts';
import { RemoteMiner, type RemoteMinerEvents } from './remote-miner.ts';

/** What a shift is handed. */
export interface RemoteShiftParts {
  readonly source: WorkSource;
  readonly crew: EngineCrew;
  /** Milliseconds from any origin, never standing still. */
  readonly clock: () => number;
  readonly miningClock: MiningClock;
  readonly timers: Timers;
  readonly isPaused: () => boolean;
  readonly events: RemoteMinerEvents;
  readonly onNotice: (tone: 'note' | 'bad', text: string) => void;
  /** Told what is being done before work is asked for. */
  readonly onStep: (step: string) => void;
  /** Told when the source is about to be opened. */
  readonly onRunning: (miner: RemoteMiner) => void;
  /** Told once if it ends by itself. */
  readonly onFailure: (error: Error) => void;
}

/** Works until it is stopped. It begins at once. */
export class RemoteShift {
  readonly #parts: RemoteShiftParts;
  readonly #end = new AbortController();
  readonly #crewChange = new Condition();
  readonly #silence: SilenceWatch;
  #miner: RemoteMiner | null = null;
  #measuredHps = 0;
  #isOpen = false;
  /** Resolves when nothing is under way any more, and the source is closed; rejects only where that cannot be closed. */
  readonly done: Promise<void>;

  constructor(parts: RemoteShiftParts) {
    this.#parts = parts;
    this.#silence = new SilenceWatch((engine, error) => parts.crew.lose(engine, error));
    this.done = this.#work().catch((error: Error) => {
      if (!this.#end.signal.aborted) parts.onFailure(error);
    });
  }

  /** Null before the source is opened. */
  get miner(): RemoteMiner | null {
    return this.#miner;
  }

  /** Hashes per second: of the last ten seconds of mining, or as they were measured for a pool before; 0 before that. */
  get hashrateHps(): number {
    const mined = this.#miner === null ? 0 : totalHps(this.#miner.counts, this.#parts.miningClock.now());
    return mined > 0 ? mined : this.#measuredHps;
  }

  /** The crew has changed. */
  look(): void {
    this.#crewChange.look();
  }

  /** Gives up engines that do not answer. */
  check(): void {
    if (this.#miner !== null) this.#silence.check(this.#miner.counts, this.#parts.miningClock.now());
  }

  /** Ends mining, and closes the source. */
  async stop(): Promise<void> {
    this.#end.abort(new Error('stopped'));
    this.#miner?.stop();
    if (this.#isOpen) await this.#parts.source.close();
    await this.done;
  }

  async #work(): Promise<void> {
    const { source, crew, clock, miningClock, timers, isPaused, events } = this.#parts;
    const { onNotice, onStep, onRunning } = this.#parts;
    const { signal } = this.#end;
    onStep('Opening the engines');
    await this.#crewChange.until(() => crew.isWorking || !crew.isHopeful, signal);
    if (!crew.isWorking) throw new Error('No engine can run here: choose others.');
    // A node gives the same work whoever asks.
    if (source.status.kind === 'pool') {
      // A narrow terminal shows it beside the time.
      onStep('Measuring this machine');
      this.#measuredHps = await measureCrewRate({
        crew,
        clock,
        timers,
        signal,
        isPaused,
        onRate: (hps) => {
          this.#measuredHps = hps;
        },
      });
      signal.throwIfAborted();
    }
    const miner = new RemoteMiner({ source, clock: miningClock.now, timers, events });
    this.#miner = miner;
    if (isPaused()) miner.pause();
    crew.attach(miner);
    onRunning(miner);
    this.#isOpen = true;
    source.open({
      hashrateHps: () => this.hashrateHps,
      onWork: (change) => miner.change(change),
      onNotice,
    });
    try {
      await miner.run(Number.POSITIVE_INFINITY);
    } finally {
      crew.attach(null);
    }
  }
}
