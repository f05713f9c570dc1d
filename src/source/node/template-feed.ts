// Brings a node's templates as they change. A second request waits at the node for the next block (long polling, BIP 22);
// where there is none, the newest block's hash is asked for every few seconds. Besides, the template is asked for twice a
// minute for new transactions, which also tells when the node has gone.

import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import { type NodeTemplate, readTemplate } from './block-template.ts';
import { type FeedFault, isPassing, sentenceOf } from './feed-fault.ts';
import type { NodeCall } from './node-call.ts';

/** What `getblocktemplate` is asked. */
const REQUEST = {
  rules: ['segwit'],
  capabilities: ['coinbasevalue', 'longpoll', 'proposal', 'workid'],
} as const;

/** For new transactions' fees. */
const REFRESH_MS = 30_000;
/** However soon a template says that it expires. */
const LEAST_REFRESH_MS = 1000;
/** Between looks at the newest block where there is no long polling. */
const POLL_MS = 3000;
/** A node that has just started, or assembles a full block, takes seconds. */
const CALL_LIMIT_MS = 60_000;
/** Blocks are ten minutes apart on average, and an hour is not rare: then it is asked again. */
const LONG_POLL_LIMIT_MS = 900_000;
/** A long poll that fails sooner than this is broken; one that fails later was only long. */
const LONG_POLL_USEFUL_MS = 30_000;
/** Broken long polls after which the newest block is asked for instead. */
const LONG_POLL_TRIES = 3;
/** Until a node that has failed is asked again; the last goes on. */
const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000] as const;

/** What a feed needs, and whom it tells. */
export interface TemplateFeedParts {
  readonly call: NodeCall;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  readonly timers: SourceTimers;
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** A template has come. One that cannot be used is a fault of the node's: throw a {@link TemplateError}. */
  readonly onTemplate: (template: NodeTemplate) => void;
  /** One is about to be asked for. */
  readonly onTry: () => void;
  /** There is none. */
  readonly onFault: (fault: FeedFault) => void;
}

/** A node's templates, from `run` to the signal's abort. */
export class TemplateFeed {
  readonly #parts: TemplateFeedParts;
  /** The newest block, as displayed; null before the first template. */
  #tip: string | null = null;
  /** Rises with each other tip: an answer to what was asked before may be older than what is known. */
  #tipSerial = 0;
  #latencyMs: number | null = null;
  #faults = 0;
  /** Of the newest template; null while there is none. */
  #longPollId: string | null = null;
  /** Until the node is to be asked for its template anew, milliseconds. */
  #refreshMs: number = REFRESH_MS;
  #brokenPolls = 0;
  /** Ends the one that waits for new blocks; null while there is none. */
  #following: AbortController | null = null;
  readonly #followers = new Set<Promise<void>>();
  /** What ended the follower other than the node or the end: ours, and nobody else waits for it. */
  #mistake: Error | null = null;
  #alarm = new AbortController();

  constructor(parts: TemplateFeedParts) {
    this.#parts = parts;
  }

  /** Hash of the newest block, 64 digits as displayed; null before it is known. */
  get tip(): string | null {
    return this.#tip;
  }

  /** Whether new blocks are told of at once. */
  get hasLongPoll(): boolean {
    return this.#longPollId !== null && this.#brokenPolls < LONG_POLL_TRIES;
  }

  /** Milliseconds that the last request took; null before the first. */
  get latencyMs(): number | null {
    return this.#latencyMs;
  }

  /** A block of our own is the newest one: its template is asked for at once. */
  advance(tip: string): void {
    if (tip !== this.#tip) this.#setTip(tip);
    this.refresh();
  }

  /** Asks for the template now rather than in its time. */
  refresh(): void {
    this.#alarm.abort();
  }

  /** Goes on until the signal's abort, and resolves then; rejects for a mistake of ours alone, and may be run again. */
  async run(): Promise<void> {
    this.#mistake = null;
    try {
      await this.#run();
    } finally {
      this.#stopFollowing();
      await Promise.all(this.#followers);
    }
  }

  async #run(): Promise<void> {
    const { signal, call, onTry, onFault } = this.#parts;
    while (!signal.aborted) {
      // Asked for while the last request was under way counts.
      this.#alarm = new AbortController();
      let pauseMs: number;
      try {
        onTry();
        await this.#ask();
        pauseMs = this.#refreshMs;
      } catch (error) {
        if (signal.aborted) break;
        pauseMs = RETRY_MS[Math.min(this.#faults++, RETRY_MS.length - 1)]!;
        // A long poll's other end may have gone without a word: the next template begins a new one.
        this.#stopFollowing();
        onFault({ sentence: sentenceOf(error, call.clear), retryMs: pauseMs, isPassing: isPassing(error) });
      }
      await this.#pause(pauseMs, this.#alarm.signal);
    }
  }

  async #ask(): Promise<void> {
    if (this.#mistake !== null) throw this.#mistake;
    const { call, clock, signal } = this.#parts;
    const serial = this.#tipSerial;
    const began = clock();
    const answer = await call('getblocktemplate', [REQUEST], { signal, timeoutMs: CALL_LIMIT_MS });
    this.#latencyMs = clock() - began;
    // Only an answer to a long poll can say something of what came before.
    this.#take({ ...readTemplate(answer), submitOld: true }, serial);
    // A node that is back has started anew: what broke its long polls may be over.
    if (this.#faults > 0) this.#brokenPolls = 0;
    this.#faults = 0;
    if (this.#following === null && !signal.aborted) this.#startFollowing();
  }

  #startFollowing(): void {
    const { signal: end } = this.#parts;
    const following = new AbortController();
    const abort = () => following.abort();
    this.#following = following;
    end.addEventListener('abort', abort);
    const follower = this.#follow(following.signal)
      .catch((error: Error) => {
        this.#mistake = error;
        this.refresh();
      })
      .finally(() => {
        end.removeEventListener('abort', abort);
        this.#followers.delete(follower);
        if (this.#following === following) this.#following = null;
      });
    this.#followers.add(follower);
  }

  #stopFollowing(): void {
    this.#following?.abort();
    this.#following = null;
  }

  /** @param serial - That of the tip when the template was asked for. */
  #take(template: NodeTemplate, serial: number): void {
    if (this.#parts.signal.aborted) return;
    const { previousBlock, longPollId, expiresSec } = template;
    if (previousBlock !== this.#tip) {
      // Answers may overtake each other: this one could be of the block before.
      if (serial !== this.#tipSerial) {
        this.refresh();
        return;
      }
      this.#setTip(previousBlock);
    }
    this.#longPollId = longPollId;
    const validMs = expiresSec === null ? Number.POSITIVE_INFINITY : (expiresSec * 1000) / 2;
    this.#refreshMs = Math.max(LEAST_REFRESH_MS, Math.min(REFRESH_MS, validMs));
    this.#parts.onTemplate(template);
  }

  #setTip(tip: string): void {
    this.#tip = tip;
    this.#tipSerial++;
  }

  /** Waits for new blocks until it is told to leave that. */
  async #follow(signal: AbortSignal): Promise<void> {
    const { call, clock } = this.#parts;
    while (!signal.aborted) {
      const began = clock();
      const id = this.#longPollId;
      try {
        if (id !== null && this.hasLongPoll) {
          const serial = this.#tipSerial;
          const request = { ...REQUEST, longpollid: id };
          const answer = await call('getblocktemplate', [request], { signal, timeoutMs: LONG_POLL_LIMIT_MS });
          if (signal.aborted) return;
          this.#take(readTemplate(answer), serial);
          this.#brokenPolls = 0;
          // The pause that is under way was reckoned from the template before.
          if (this.#refreshMs < REFRESH_MS) this.refresh();
          // An answer at once that brings no other block would be asked for again and again.
          if (serial === this.#tipSerial && clock() - began < POLL_MS) await this.#pause(POLL_MS, signal);
        } else {
          await this.#pause(POLL_MS, signal);
          const best = await call('getbestblockhash', [], { signal, timeoutMs: CALL_LIMIT_MS });
          if (best !== this.#tip) this.refresh();
        }
      } catch (error) {
        if (signal.aborted) return;
        // Not a fault yet: whether the node has gone shows when the template is asked for, now.
        sentenceOf(error);
        if (clock() - began < LONG_POLL_USEFUL_MS) this.#brokenPolls++;
        this.refresh();
        await this.#pause(POLL_MS, signal);
      }
    }
  }

  /** Waits, at most until an abort. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    const { timers, signal: end } = this.#parts;
    const either = new AbortController();
    const abort = () => either.abort();
    for (const one of [signal, end]) {
      if (one.aborted) return;
      one.addEventListener('abort', abort);
    }
    try {
      await rest(ms, timers, either.signal);
    } finally {
      for (const one of [signal, end]) one.removeEventListener('abort', abort);
    }
  }
}
