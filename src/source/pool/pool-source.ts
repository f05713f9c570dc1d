// Mines for pools: keeps a line to the first of several that answers, comes back to the better one, and sends shares to
// where they belong.

import { equalBytes } from '../../primitives/index.ts';
import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import { within } from '../within.ts';
import type { PoolStatus, SearchOrder, ShareVerdict, SourceOpening, WorkSource } from '../work-source.ts';
import { ChangeTeller } from './change-teller.ts';
import { KeptShares } from './kept-shares.ts';
import { NoticeGate } from './notice-gate.ts';
import type { PoolAccount } from './pool-account.ts';
import { atPort } from './pool-address.ts';
import type { PoolJob } from './pool-job.ts';
import { PoolLine } from './pool-line.ts';
import { PoolMemory } from './pool-memory.ts';
import { type NextPool, PoolRounds, type UsedPool } from './pool-rounds.ts';
import { jobStatus } from './pool-status.ts';
import { type PoolOrder, PoolWork } from './pool-work.ts';
import type { ReconnectWish } from './reconnect-wish.ts';
import type { ConnectPool } from './socket.ts';
import type { ConnectionEnd } from './stratum-connection.ts';
import { DUPLICATE, FORGOTTEN, isJobGone, verdictOf } from './verdicts.ts';

/** While a later pool works, the better ones are tried this often. */
const RETURN_MS = 60_000;
/** A pool that is left for a better one may still answer for so long. */
const FAREWELL_MS = 5_000;
/** Where there are others, a pool is to have work within this time. */
const FIRST_JOB_MS = 15_000;
/** A pool without work for so long is left, and asked anew. */
const IDLE_MS = 120_000;
/** Answers that are on their way are waited for so long at the end. */
const LAST_ANSWERS_MS = 1_000;
const SWEEP_MS = 1_000;

/** What a pool source is handed. */
export interface PoolSourceParts {
  /** In order of preference; at least one. */
  readonly pools: readonly PoolAccount[];
  readonly connect: ConnectPool;
  /** Milliseconds from any origin, never backwards. */
  readonly clock: () => number;
  readonly timers: SourceTimers;
  /** In [0, 1), another one each time. */
  readonly random: () => number;
  /** The program's name and version, as told to pools. */
  readonly agent: string;
}

/** A {@link WorkSource} over Stratum V1. */
export class PoolSource implements WorkSource {
  readonly #parts: PoolSourceParts;
  readonly #memories: readonly PoolMemory[];
  readonly #work = new PoolWork();
  readonly #kept: KeptShares;
  readonly #gate: NoticeGate;
  readonly #end = new AbortController();
  #opening: SourceOpening | null = null;
  #teller: ChangeTeller | null = null;
  /** The line that works; null while none does. */
  #line: PoolLine | null = null;
  /** Lines that are being made, or that are left. */
  readonly #others = new Set<PoolLine>();
  #attemptIndex = 0;
  /** The pool that worked last. */
  #adoptedIndex = 0;
  #isTryingBetter = false;
  /** Told when a better line has taken the place of the one that worked. */
  #onSwitch: () => void = () => {};
  /** Since when a line has had no work; null while it has. */
  #idleSinceMs: number | null = null;
  readonly #sending = new Set<Promise<unknown>>();
  #problem: string | null = null;
  #retryAtMs: number | null = null;
  #cuts = 0;
  #jobs = 0;
  #isResumed = false;
  #message: string | null = null;

  /** @throws {RangeError} without any pool. */
  constructor(parts: PoolSourceParts) {
    if (parts.pools.length === 0) throw new RangeError('"pools" expected at least one');
    this.#parts = parts;
    this.#memories = parts.pools.map(() => new PoolMemory());
    this.#kept = new KeptShares(parts.clock);
    this.#gate = new NoticeGate(parts.clock);
  }

  open(opening: SourceOpening): void {
    const { timers, clock } = this.#parts;
    const { signal } = this.#end;
    this.#opening = opening;
    this.#teller = new ChangeTeller({ tell: opening.onWork, clock, timers, signal });
    const ends = [
      timers.every(RETURN_MS, () => void this.#tryBetter()),
      timers.every(SWEEP_MS, () => {
        this.#kept.sweep();
        this.#leaveIdle();
      }),
    ];
    signal.addEventListener('abort', () => {
      for (const end of ends) end();
    });
    void this.#keepConnected();
  }

  next(): SearchOrder | null {
    return this.#work.next();
  }

  isCurrent(order: SearchOrder): boolean {
    return this.#work.isCurrent(order as PoolOrder);
  }

  async submit(order: SearchOrder, nonce: number): Promise<ShareVerdict> {
    const own = order as PoolOrder;
    if (this.#end.signal.aborted) return { kind: 'unanswered', reason: 'found after the end' };
    // A line that was left for a better one still takes what was found for it.
    const line = own.line.connection.isOver ? this.#line : own.line;
    const refusal = this.#refusalOf(own, line);
    if (refusal !== null) return { kind: 'stale', reason: refusal };
    if (line === null || line.connection.isOver) return this.#kept.hold(own, nonce, false);
    return this.#send(line, own, nonce, false);
  }

  async close(): Promise<void> {
    if (this.#end.signal.aborted) return;
    this.#work.leave();
    if (this.#sending.size > 0) await within(Promise.all(this.#sending), LAST_ANSWERS_MS, this.#parts.timers);
    this.#end.abort(new Error('closed'));
    this.#line?.connection.close();
    for (const line of this.#others) line.connection.close();
    this.#kept.clear();
  }

  get status(): PoolStatus {
    const { pools, clock } = this.#parts;
    const index = this.#line?.index ?? this.#attemptIndex;
    const { address, user, password } = pools[index]!;
    const { job, newest } = this.#work;
    return {
      kind: 'pool',
      state: this.#state(),
      url: address.text,
      problem: this.#line === null ? this.#problem : null,
      retrySec: this.#retryAtMs === null ? null : Math.max(0, (this.#retryAtMs - clock()) / 1000),
      latencyMs: this.#line?.connection.latencyMs ?? null,
      cuts: this.#cuts,
      jobs: this.#jobs,
      poolIndex: index,
      user,
      difficulty: job?.difficulty ?? null,
      versionMask: this.#line === null ? null : (this.#line.connection.facts.versionMask ?? 0),
      isResumed: this.#isResumed,
      message: this.#message,
      job: job === null ? null : jobStatus(job, newest, password),
    };
  }

  #state(): PoolStatus['state'] {
    if (this.#opening === null || this.#end.signal.aborted) return 'closed';
    if (this.#line !== null) return this.#work.job === null ? 'greeting' : 'working';
    return this.#retryAtMs === null ? 'connecting' : 'waiting';
  }

  /** Goes from pool to pool until one works, waits for its end, and begins again. */
  async #keepConnected(): Promise<void> {
    const { pools, random } = this.#parts;
    const { signal } = this.#end;
    const rounds = new PoolRounds(pools.length, random);
    let next: NextPool = { index: 0, waitMs: 0, wish: null };
    while (!signal.aborted) {
      const used = await this.#use(next.index, next.wish);
      if (signal.aborted) return;
      next = rounds.next(used);
      if (next.waitMs > 0) await this.#wait(next.waitMs);
    }
  }

  /**
   * Connects to a pool, and if it works stays until its end, or the end of a better one that has taken its place.
   *
   * @returns the last one used, and how long it worked, milliseconds; null where it never did.
   */
  async #use(index: number, wish: ReconnectWish | null): Promise<UsedPool> {
    const { clock, pools } = this.#parts;
    this.#attemptIndex = index;
    let line = this.#connect(index, wish?.port ?? null);
    if (!(await this.#isOfUse(line))) {
      const end = await line.ended;
      this.#others.delete(line);
      this.#problem = `${pools[index]!.address.text}: ${end.problem}`;
      if (!this.#end.signal.aborted) this.#say('bad', `${this.#problem}.`);
      const isWorthAnother = this.#memories[index]!.learn(end);
      if (isWorthAnother && !this.#end.signal.aborted) return this.#use(index, wish);
      return { index, workedMs: null, hasCredited: false, wish: end.wish };
    }
    this.#adopt(line);
    let sinceMs = clock();
    for (;;) {
      const switched = new Promise<null>((resolve) => {
        this.#onSwitch = () => resolve(null);
      });
      const end = await Promise.race([line.ended, switched]);
      if (end === null) {
        line = this.#line ?? line;
        sinceMs = clock();
        continue;
      }
      this.#lose(line, end);
      const workedMs = clock() - sinceMs;
      return { index: line.index, workedMs, hasCredited: line.hasCredited, wish: end.wish };
    }
  }

  /** Whether a line is greeted and, where there are other pools, has work in time; closed otherwise. */
  async #isOfUse(line: PoolLine): Promise<boolean> {
    const { pools, timers } = this.#parts;
    if (!(await line.ready)) return false;
    if (pools.length === 1) return true;
    const hasWork = (await within(line.hasWork, FIRST_JOB_MS, timers)) === true;
    if (!hasWork) line.connection.close('the pool gives no work');
    return hasWork;
  }

  #connect(index: number, port: number | null): PoolLine {
    const { pools, connect, clock, timers, agent } = this.#parts;
    const account = pools[index]!;
    const { address } = account;
    const memory = this.#memories[index]!;
    const isBridge = address.scheme === 'ws' || address.scheme === 'wss';
    const line = new PoolLine({
      index,
      account: port === null || isBridge ? account : { ...account, address: atPort(address, port) },
      connect,
      clock,
      timers,
      agent,
      hashrateHps: () => this.#opening?.hashrateHps() ?? 0,
      sessionId: memory.sessionId,
      asksToConfigure: memory.asksToConfigure,
      onNotice: (tone, text) => this.#say(tone, text),
      onMessage: (text) => {
        this.#message = text;
        this.#say('note', `The pool says: ${text}`);
      },
    });
    this.#others.add(line);
    return line;
  }

  /** The line is the one that works from now on. */
  #adopt(line: PoolLine): void {
    const former = this.#line;
    this.#others.delete(line);
    if (line.index !== this.#adoptedIndex) this.#message = null;
    this.#adoptedIndex = line.index;
    this.#line = line;
    this.#problem = null;
    this.#idleSinceMs = this.#parts.clock();
    this.#isResumed = this.#memories[line.index]!.note(line.connection.facts.subscription!);
    if (former !== null) {
      void this.#leave(former);
      this.#onSwitch();
    }
    const kept = this.#kept.release((order) => this.#isOfSession(order, line));
    line.own({
      onJob: (job) => this.#takeJob(job, line),
      onMaskLost: () => {
        this.#work.remask(line.connection.facts.versionMask);
        this.#teller?.say('replaced');
      },
    });
    for (const { order, nonce, wasSent, settle } of kept) {
      void this.#send(line, order, nonce, wasSent).then(settle);
    }
  }

  /** A line that was left for a better one may still answer what it was asked. */
  async #leave(line: PoolLine): Promise<void> {
    line.disown();
    this.#others.add(line);
    await rest(FAREWELL_MS, this.#parts.timers, this.#end.signal);
    line.connection.close();
    this.#others.delete(line);
  }

  #lose(line: PoolLine, { problem, wish }: ConnectionEnd): void {
    line.disown();
    this.#line = null;
    this.#work.leave();
    if (this.#end.signal.aborted) return;
    this.#cuts++;
    this.#problem = `${this.#parts.pools[line.index]!.address.text}: ${problem}`;
    this.#teller?.say('gone');
    this.#say(wish === null ? 'bad' : 'note', `${this.#problem}.`);
  }

  #takeJob(job: PoolJob, line: PoolLine): void {
    const isFirst = this.#work.line !== line;
    // Some pools forget to say so.
    const isOtherBlock = this.#work.job !== null && !equalBytes(this.#work.job.prevHash, job.prevHash);
    const isClean = job.isClean || isFirst || isOtherBlock;
    this.#jobs++;
    this.#idleSinceMs = null;
    this.#work.take(job, line, isClean);
    this.#teller?.say(isClean ? 'replaced' : 'renewed');
  }

  /** While a later pool works, looks whether a better one does again. */
  async #tryBetter(): Promise<void> {
    if (this.#isTryingBetter || this.#line === null || this.#line.index === 0) return;
    this.#isTryingBetter = true;
    try {
      for (let index = 0; index < (this.#line?.index ?? 0); index++) {
        const line = this.#connect(index, null);
        const isOfUse = await this.#isOfUse(line);
        if (this.#end.signal.aborted) return;
        if (isOfUse && this.#line !== null && this.#line.index > index) {
          this.#say('note', `Back at ${this.#parts.pools[index]!.address.text}.`);
          this.#adopt(line);
          return;
        }
        line.connection.close();
        this.#others.delete(line);
        if (!isOfUse) this.#memories[index]!.learn(await line.ended);
      }
    } finally {
      this.#isTryingBetter = false;
    }
  }

  /** A pool that has nothing to do for so long may have forgotten this miner. */
  #leaveIdle(): void {
    if (this.#line === null || this.#idleSinceMs === null) return;
    if (this.#parts.clock() - this.#idleSinceMs < IDLE_MS) return;
    this.#line.connection.close('the pool has given no work for two minutes');
  }

  #refusalOf(order: PoolOrder, line: PoolLine | null): string | null {
    if (line !== null && !this.#isOfSession(order, line)) return 'found for a session that has ended';
    return this.#work.refusalOf(order);
  }

  /** Whether a line stands for the session that an order came by: the same pool, and the same extra nonce. */
  #isOfSession({ line, job }: PoolOrder, present: PoolLine): boolean {
    if (line === present) return true;
    const { subscription } = present.connection.facts;
    return (
      line.index === present.index &&
      subscription !== null &&
      equalBytes(subscription.extraNonce1, job.extraNonce1)
    );
  }

  /** @param isAgain - It was sent before the line was cut; nobody knows what became of it. */
  async #send(line: PoolLine, order: PoolOrder, nonce: number, isAgain: boolean): Promise<ShareVerdict> {
    const asking = line.connection.submit(order.job, order.choice, nonce);
    this.#sending.add(asking);
    const answer = await asking;
    this.#sending.delete(asking);
    if (answer.kind === 'cut') {
      if (this.#end.signal.aborted) return { kind: 'unanswered', reason: 'closed before the answer' };
      return this.#kept.hold(order, nonce, true);
    }
    if (answer.kind === 'overdue') return { kind: 'unanswered', reason: 'the pool has not answered in time' };
    const { result, error } = answer;
    const code = error?.code ?? null;
    if (isJobGone(error) && this.#work.drop(order.job)) {
      this.#idleSinceMs = this.#parts.clock();
      this.#teller?.say('gone');
    }
    if (code !== null && FORGOTTEN.includes(code))
      line.connection.close('the pool has forgotten who this is');
    if (isAgain && code === DUPLICATE) {
      return { kind: 'unanswered', reason: 'the pool had it already, so it was probably credited' };
    }
    if (isAgain && isJobGone(error)) {
      return { kind: 'unanswered', reason: 'sent before the cut, and asked again too late' };
    }
    const verdict = verdictOf(result, error, this.#parts.pools[line.index]!.password);
    line.hasCredited ||= verdict.kind === 'accepted';
    return verdict;
  }

  #say(tone: 'note' | 'bad', text: string): void {
    if (this.#gate.lets(text)) this.#opening?.onNotice(tone, text);
  }

  async #wait(ms: number): Promise<void> {
    this.#retryAtMs = this.#parts.clock() + ms;
    await rest(ms, this.#parts.timers, this.#end.signal);
    this.#retryAtMs = null;
  }
}
