// One engine that a session wants: opened, proved, lost, tried again.

import { EngineUnavailableError, type HashEngine, ShaderError } from '../../engine/index.ts';
import type { EngineChoice } from '../benchmark-report.ts';
import type { EngineHost } from '../engine-host.ts';
import { selfTest } from '../self-test.ts';
import type { Timers } from '../timers.ts';

/** Waits before an engine is tried again, seconds; the last for all further ones. */
const RETRY_SEC = [2, 10, 30, 60, 120] as const;
/** One that has worked for so long begins again with the shortest. */
const FORGIVEN_MS = 120_000;

/** What a member is handed. */
export interface MemberParts {
  readonly host: Pick<EngineHost, 'openEngine'>;
  /** Milliseconds from any origin, never standing still. */
  readonly clock: () => number;
  readonly timers: Pick<Timers, 'sleep'>;
  /** Told when it begins to work; `former` is the engine in whose place it comes, which is closed then. */
  readonly onWorking: (member: CrewMember, engine: HashEngine, former: HashEngine | null) => void;
  /** Told when it is out, or has fewer workers than it should: `problem` says why. */
  readonly onTrouble: (member: CrewMember) => void;
}

/** An engine that is shut out for good: it said wrong things. */
class SelfTestError extends Error {}

/** Keeps one chosen engine open. */
export class CrewMember {
  readonly id: string;
  readonly choice: EngineChoice;
  readonly #parts: MemberParts;
  readonly #end = new AbortController();
  #engine: HashEngine | null = null;
  #problem: string | null = null;
  #retryAtMs: number | null = null;
  #tries = 0;
  #workingSinceMs = 0;
  #hasWorked = false;
  #isReduced = false;
  #isOpening = false;
  hashCount = 0;
  shares = 0;
  hardwareErrors = 0;

  /** It is opened at once. */
  constructor(id: string, choice: EngineChoice, parts: MemberParts) {
    this.id = id;
    this.choice = choice;
    this.#parts = parts;
    void this.#open();
  }

  /** Null unless it works. */
  get engine(): HashEngine | null {
    return this.#engine;
  }

  get state(): 'opening' | 'working' | 'lost' {
    if (this.#engine !== null) return 'working';
    return this.#problem === null ? 'opening' : 'lost';
  }

  /** Why it is out, or that it works with fewer workers; null while all is well or it opens for the first time. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Whether it may still come to work by itself. */
  get isHopeful(): boolean {
    return this.state !== 'lost' || this.#retryAtMs !== null || this.#isOpening;
  }

  /** Seconds until it is tried again; null where it is not. */
  get retrySec(): number | null {
    return this.#retryAtMs === null ? null : Math.max(0, (this.#retryAtMs - this.#parts.clock()) / 1000);
  }

  /** Looks whether all its workers live; where some do not, a whole engine is opened while the others work on. */
  check(): void {
    const workers = this.#engine?.description.workers ?? this.choice.workers;
    if (workers >= this.choice.workers || this.#isReduced) return;
    this.#isReduced = true;
    this.#fail(new Error(`only ${workers} of ${this.choice.workers} workers are left`));
  }

  /** Its engine failed: it is closed, and tried again after a while. */
  lose(error: Error): void {
    const engine = this.#engine;
    this.#engine = null;
    void engine?.dispose();
    if (this.#retryAtMs !== null || this.#isOpening) {
      // A whole one in the place of one that had lost workers is on its way already.
      this.#problem = error.message;
      this.#parts.onTrouble(this);
      return;
    }
    if (this.#parts.clock() - this.#workingSinceMs >= FORGIVEN_MS) this.#tries = 0;
    this.#fail(error);
  }

  /** Closes it for good. */
  async close(): Promise<void> {
    this.#end.abort(new Error('closed'));
    const engine = this.#engine;
    this.#engine = null;
    await engine?.dispose();
  }

  async #open(): Promise<void> {
    const { host, clock, onWorking } = this.#parts;
    const { signal } = this.#end;
    let engine: HashEngine | null = null;
    this.#isOpening = true;
    try {
      engine = await host.openEngine(this.choice);
      signal.throwIfAborted();
      const verdict = await selfTest(engine, signal);
      if (!verdict.ok) throw new SelfTestError(`failed its self-test and is shut out: ${verdict.reason}`);
      signal.throwIfAborted();
    } catch (error) {
      await engine?.dispose();
      // Those who are told of the failure ask at once whether there is hope.
      this.#isOpening = false;
      if (!signal.aborted) this.#fail(error as Error);
      return;
    }
    this.#isOpening = false;
    const former = this.#engine;
    this.#engine = engine;
    this.#problem = null;
    this.#workingSinceMs = clock();
    this.#hasWorked = true;
    this.#isReduced = false;
    onWorking(this, engine, former);
    await former?.dispose();
  }

  #fail(error: Error): void {
    this.#problem = error.message;
    this.#retryAtMs = null;
    if (this.#isWorthRetrying(error)) {
      const waitSec = RETRY_SEC[Math.min(this.#tries++, RETRY_SEC.length - 1)]!;
      this.#retryAtMs = this.#parts.clock() + waitSec * 1000;
      void this.#retryIn(waitSec * 1000);
    }
    this.#parts.onTrouble(this);
  }

  /** What a machine does not have, it will not have in a minute; but what has worked may come back. */
  #isWorthRetrying(error: Error): boolean {
    if (error instanceof SelfTestError) return false;
    return this.#hasWorked || !(error instanceof EngineUnavailableError || error instanceof ShaderError);
  }

  async #retryIn(ms: number): Promise<void> {
    const { signal } = this.#end;
    try {
      await this.#parts.timers.sleep(ms, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    this.#retryAtMs = null;
    await this.#open();
  }
}
