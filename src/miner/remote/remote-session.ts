// Mining for a node or a pool: a crew of engines, a source, the books of shares, and snapshots of it all. The terminal
// and the page drive the same one; what a platform has is handed to it.

import type { WorkSource } from '../../source/index.ts';
import type { Detected, EngineHost } from '../engine-host.ts';
import { hardwareErrorNotice, troubleNotice } from '../session/crew-notices.ts';
import { EngineCrew } from '../session/engine-crew.ts';
import { MiningClock } from '../session/mining-clock.ts';
import { NoticeBoard } from '../session/notice-board.ts';
import { sentence } from '../session/sentence.ts';
import { SessionRecord } from '../session/session-record.ts';
import { assertSettings } from '../session/settings.ts';
import type { EngineSnapshot, SessionNotice } from '../session/snapshot.ts';
import type { Timers } from '../timers.ts';
import type { RemoteMinerEvents } from './remote-miner.ts';
import { RemoteShift } from './remote-shift.ts';
import { ShareLedger } from './share-ledger.ts';
import type { RemoteSettings, RemoteSnapshot, RemoteState, ShareRow } from './snapshot.ts';

/** Engines are looked after so often, whether anybody watches or not. */
const TICK_MS = 250;
/** Less would be rounded to nothing by the timers that rests are made of. */
const LEAST_INTENSITY = 0.001;

/** What happens, for those who want to be told at once. */
export type RemoteEvent =
  | { readonly type: 'state'; readonly state: RemoteState }
  /** A share has its verdict. */
  | { readonly type: 'share'; readonly row: ShareRow }
  | { readonly type: 'notice'; readonly tone: 'note' | 'bad'; readonly text: string };

/** What a session is handed. */
export interface RemoteSessionParts {
  readonly engines: EngineHost;
  /** Not opened yet; the session opens and closes it. */
  readonly source: WorkSource;
  readonly settings: RemoteSettings;
  /** Whether the snapshot is to say what this machine has; true where absent. In Node that loads the library of GPUs. */
  readonly detects?: boolean;
  /** Milliseconds from any origin, never backwards. */
  readonly clock: () => number;
  /** The wall clock, Unix seconds. */
  readonly nowSec: () => number;
  readonly timers: Timers;
  readonly onEvent?: (event: RemoteEvent) => void;
}

/** Drives it all. One instance, one start and one stop: a source is opened once. */
export class RemoteSession {
  readonly #parts: RemoteSessionParts;
  readonly #board = new NoticeBoard();
  /** Runs while it mines; the other one from start to stop. Both stand while the machine sleeps. */
  readonly #miningClock: MiningClock;
  readonly #upClock: MiningClock;
  readonly #crew: EngineCrew;
  readonly #record: SessionRecord;
  readonly #ledger: ShareLedger;
  readonly #settle: { readonly done: () => void; readonly failed: (error: Error) => void };
  #settings: RemoteSettings;
  #state: RemoteState = 'ready';
  #step = '';
  #pausedBy: RemoteSnapshot['pausedBy'] = null;
  #detected: Detected | null = null;
  #shift: RemoteShift | null = null;
  /** The engines as they were when it ended; null before. */
  #lastEngines: readonly EngineSnapshot[] | null = null;
  #endTicks = () => {};
  #ending: Promise<void> | null = null;
  /** Resolves after `stop`; rejects with the reason where it cannot go on. */
  readonly done: Promise<void>;

  /** @throws {RangeError} for settings that are none. */
  constructor(parts: RemoteSessionParts) {
    assertSettings(parts.settings, LEAST_INTENSITY);
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#miningClock = new MiningClock(parts.clock);
    this.#upClock = new MiningClock(parts.clock);
    this.#crew = this.#createCrew();
    this.#record = new SessionRecord((engine) => this.#crew.of(engine));
    this.#ledger = new ShareLedger({
      clock: parts.clock,
      nowSec: parts.nowSec,
      onVerdict: (row) => parts.onEvent?.({ type: 'share', row }),
    });
    let settle: { done: () => void; failed: (error: Error) => void } | undefined;
    this.done = new Promise((resolve, reject) => {
      settle = { done: resolve, failed: reject };
    });
    this.#settle = settle!;
    // The state and a notice say it, too: nobody has to wait for it.
    this.done.catch(() => {});
  }

  /**
   * Opens the engines, measures them for a pool, opens the source and mines; nothing where it does so already.
   *
   * @throws {Error} once it has been stopped.
   */
  start(): void {
    if (this.#ending !== null) throw new Error('a session that was stopped cannot be started again');
    if (this.#shift !== null) return;
    const { engines, source, clock, timers } = this.#parts;
    this.#setState('starting');
    this.#upClock.run(true);
    this.#endTicks = timers.every(TICK_MS, () => this.#tick());
    this.#crew.setDuty(this.#settings.intensity);
    this.#crew.choose(this.#settings.engines);
    if (this.#parts.detects ?? true) {
      engines.detect().then(
        (detected) => {
          this.#detected = detected;
        },
        (error: Error) => this.#fail(error),
      );
    }
    this.#shift = new RemoteShift({
      source,
      crew: this.#crew,
      clock,
      miningClock: this.#miningClock,
      timers,
      isPaused: () => this.#pausedBy !== null,
      events: this.#minerEvents(),
      onNotice: (tone, text) => this.#say(tone, source.status.kind === 'pool' ? 'Pool' : 'Node', text, text),
      onStep: (step) => {
        this.#step = step;
      },
      onRunning: () => {
        for (const { id, engine } of this.#crew.members) if (engine !== null) this.#cameToHistory(id);
        this.#look();
      },
      onFailure: (error) => this.#fail(error),
    });
  }

  /**
   * Ends the engines and closes the source: shares without an answer stay without one. Before the start there is nothing to
   * end, and no state changes.
   */
  stop(): Promise<void> {
    this.#ending ??= this.#shift === null ? this.#endBeforeStart() : this.#end(null);
    return this.#ending;
  }

  /** Rests; engines and source stay open. A user's wish is not overridden by a hidden page or a battery. */
  pause(by: 'user' | 'hidden' | 'battery'): void {
    if (this.#shift === null || this.#ending !== null || this.#pausedBy === 'user') return;
    this.#pausedBy = by;
    this.#shift.miner?.pause();
    this.#look();
  }

  /** Goes on after `pause`, whoever wished it. */
  resume(): void {
    if (this.#pausedBy === null || this.#ending !== null) return;
    this.#pausedBy = null;
    this.#shift?.miner?.resume();
    this.#look();
  }

  /**
   * Changes settings while it goes on.
   *
   * @throws {RangeError} for what is no such setting; nothing has changed then.
   */
  configure(change: Partial<RemoteSettings>): void {
    assertSettings(change, LEAST_INTENSITY);
    this.#settings = { ...this.#settings, ...change };
    if (this.#shift === null || this.#ending !== null) return;
    if (change.intensity !== undefined) this.#crew.setDuty(change.intensity);
    if (change.engines !== undefined) this.#crew.choose(change.engines);
    // Those chosen may still be opening while nothing else is left that hashes.
    this.#look();
  }

  dismissNotice(id: number): void {
    this.#board.dismiss(id);
  }

  /** All that there is to see, as it is now; what has not changed is the same object as before. */
  snapshot(): RemoteSnapshot {
    const nowMs = this.#miningClock.now();
    const minedSec = nowMs / 1000;
    const { history, bestShare, hashCount } = this.#record;
    const { tally: shares, foundProof, log } = this.#ledger;
    const rateOf = (proof: number) => (shares.expected >= 1 && minedSec > 0 ? proof / minedSec : null);
    return {
      state: this.#state,
      step: this.#state === 'starting' ? this.#step : '',
      pausedBy: this.#pausedBy,
      detected: this.#detected,
      settings: this.#settings,
      uptimeSec: this.#upClock.now() / 1000,
      minedSec,
      hashrateHps: this.#shift?.hashrateHps ?? 0,
      effectiveHps: rateOf(foundProof),
      acceptedHps: rateOf(shares.acceptedProof),
      hashCount,
      engines: this.#lastEngines ?? this.#engines(nowMs),
      windows: history.windows,
      recent: history.recent,
      whole: history.whole,
      shares,
      bestShare,
      log,
      source: this.#parts.source.status,
      notices: this.#board.notices,
    };
  }

  #engines(nowMs: number): readonly EngineSnapshot[] {
    const counts = new Map(this.#shift?.miner?.counts.map((count) => [count.engine, count]));
    return this.#crew.members.map((member) => {
      const count = member.engine === null ? undefined : counts.get(member.engine);
      return this.#record.engine(member, count, nowMs);
    });
  }

  #createCrew(): EngineCrew {
    const { engines, clock, timers } = this.#parts;
    return new EngineCrew({
      host: engines,
      clock,
      timers,
      onCame: ({ id }) => {
        if ((this.#shift?.miner ?? null) !== null) {
          this.#sample();
          this.#cameToHistory(id);
        }
        this.#look();
      },
      onLeaving: ({ id }) => {
        this.#sample();
        this.#record.history.removeEngine(id);
      },
      onTrouble: (member) => {
        const { heading, text } = troubleNotice(member);
        this.#say('bad', heading, text);
        this.#look();
      },
    });
  }

  #minerEvents(): RemoteMinerEvents {
    const nowMs = this.#miningClock.now;
    return {
      onRange: (result, engine, proof) => {
        this.#record.addRange(result, engine, proof, nowMs());
        this.#ledger.expect(result.hashCount / proof);
      },
      onShare: (found, answer) => {
        const { share, engine, proof } = found;
        this.#record.addShare(share, engine, proof, nowMs());
        this.#ledger.add(found, this.#crew.of(engine)?.id ?? engine.name, answer);
      },
      onHardwareError: (_work, _nonce, engine) => {
        this.#ledger.addHardwareError();
        const member = this.#crew.of(engine);
        if (member === undefined || member.hardwareErrors++ > 0) return;
        const { heading, text } = hardwareErrorNotice(member);
        this.#say('bad', heading, text);
      },
      onEngineLost: (engine, error) => this.#crew.lose(engine, error),
      onSupply: () => this.#look(),
    };
  }

  #cameToHistory(id: string): void {
    this.#record.history.addEngine(id, this.#miningClock.now() / 1000);
  }

  #say(tone: SessionNotice['tone'], heading: string, text: string, event = `${heading}: ${text}`): void {
    this.#board.say(tone, heading, text);
    this.#parts.onEvent?.({ type: 'notice', tone, text: event });
  }

  /** Finds the state that fits what goes on, and lets the clock run or stand. */
  #look(): void {
    const shift = this.#shift;
    if (shift === null || this.#ending !== null) return;
    shift.look();
    const { miner } = shift;
    if (miner !== null && !this.#crew.isHopeful) {
      this.#fail(new Error('no engine is left that could be tried again'));
    } else if (this.#pausedBy !== null) {
      this.#setState('paused');
    } else if (miner === null) {
      this.#setState('starting');
    } else {
      this.#setState(this.#crew.isWorking && miner.hasWork ? 'mining' : 'waiting');
    }
  }

  #setState(state: RemoteState): void {
    this.#miningClock.run(state === 'mining');
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onEvent?.({ type: 'state', state });
  }

  #tick(): void {
    this.#upClock.now();
    this.#sample();
    this.#shift?.check();
    this.#crew.check();
    this.#record.history.advance(this.#miningClock.now() / 1000);
  }

  /** Counts the time that engines have been at work. */
  #sample(): void {
    this.#record.sample(this.#shift?.miner?.counts ?? [], this.#miningClock.now());
  }

  #fail(error: Error): void {
    if (this.#ending !== null) return;
    this.#say('bad', 'Mining has stopped', sentence(error.message));
    this.#ending = this.#end(error);
  }

  async #endBeforeStart(): Promise<void> {
    this.#settle.done();
  }

  /** @param reason - why it ends by itself; null where it was told to. */
  async #end(reason: Error | null): Promise<void> {
    let failure = reason;
    this.#pausedBy = null;
    this.#sample();
    this.#lastEngines = this.#engines(this.#miningClock.now());
    this.#setState('stopping');
    this.#endTicks();
    try {
      await Promise.all([this.#shift?.stop(), this.#crew.close()]);
      await this.#ledger.settled();
    } catch (error) {
      failure ??= error as Error;
    }
    this.#upClock.run(false);
    this.#record.history.advance(this.#miningClock.now() / 1000);
    this.#setState(failure === null ? 'ready' : 'failed');
    if (failure === null) this.#settle.done();
    else this.#settle.failed(failure);
  }
}
