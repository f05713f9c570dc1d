// Brings a node's templates as they change. A second request waits at the node for the next block (long polling, BIP 22);
// where there is none, the newest block's hash is asked for every few seconds. Besides, the template is asked for twice a
// minute for new transactions, which also tells when the node has gone.

import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import { type NodeTemplate, readTemplate } from './block-template.ts';
import { AS_THEY_ARE, type ClearWords, type NodeCall, NodeCallError } from './node-call.ts';
import { TemplateError } from './template-fields.ts';

/** What `getblocktemplate` is asked. */
const REQUEST = {
  rules: ['segwit'],
  capabilities: ['coinbasevalue', 'longpoll', 'proposal', 'workid'],
} as const;

/** For new transactions' fees. */
const REFRESH_MS = 30_000;
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
  /** There is none, in one sentence; it is tried again after `retryMs`. */
  readonly onFault: (sentence: string, retryMs: number) => void;
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
  #isUp = false;
  #brokenPolls = 0;
  #follower: Promise<void> | null = null;
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

  /** Goes on until the signal's abort, and resolves then; rejects for a mistake of ours alone. */
  async run(): Promise<void> {
    const { signal } = this.#parts;
    while (!signal.aborted) {
      // Asked for while the last request was under way counts.
      this.#alarm = new AbortController();
      let pauseMs: number = REFRESH_MS;
      try {
        await this.#ask();
      } catch (error) {
        if (signal.aborted) break;
        pauseMs = RETRY_MS[Math.min(this.#faults++, RETRY_MS.length - 1)]!;
        this.#isUp = false;
        this.#parts.onFault(sentenceOf(error, this.#parts.call.clear), pauseMs);
      }
      await this.#pause(pauseMs, this.#alarm.signal);
    }
    await this.#follower;
  }

  async #ask(): Promise<void> {
    if (this.#mistake !== null) throw this.#mistake;
    const { call, clock, signal } = this.#parts;
    const serial = this.#tipSerial;
    const began = clock();
    const answer = await call('getblocktemplate', [REQUEST], { signal, timeoutMs: CALL_LIMIT_MS });
    this.#latencyMs = clock() - began;
    this.#take(readTemplate(answer), serial);
    // A node that is back has started anew: what broke its long polls may be over.
    if (this.#faults > 0) this.#brokenPolls = 0;
    this.#faults = 0;
    this.#isUp = true;
    this.#follower ??= this.#follow()
      .catch((error: Error) => {
        this.#mistake = error;
        this.refresh();
      })
      .finally(() => {
        this.#follower = null;
      });
  }

  /** @param serial - That of the tip when the template was asked for. */
  #take(template: NodeTemplate, serial: number): void {
    if (this.#parts.signal.aborted) return;
    const { previousBlock, longPollId } = template;
    if (previousBlock !== this.#tip) {
      // Answers may overtake each other: this one could be of the block before.
      if (serial !== this.#tipSerial) {
        this.refresh();
        return;
      }
      this.#setTip(previousBlock);
    }
    this.#longPollId = longPollId;
    this.#parts.onTemplate(template);
  }

  #setTip(tip: string): void {
    this.#tip = tip;
    this.#tipSerial++;
  }

  /** Waits for new blocks as long as the node is up. */
  async #follow(): Promise<void> {
    const { call, clock, signal } = this.#parts;
    while (this.#isUp && !signal.aborted) {
      const began = clock();
      const id = this.#longPollId;
      try {
        if (id !== null && this.hasLongPoll) {
          const serial = this.#tipSerial;
          const request = { ...REQUEST, longpollid: id };
          const answer = await call('getblocktemplate', [request], { signal, timeoutMs: LONG_POLL_LIMIT_MS });
          this.#take(readTemplate(answer), serial);
          this.#brokenPolls = 0;
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

/** Codes of a node that is there and has no work (Bitcoin Core, `rpc/protocol.h`). */
const WAITING_WORDS: Readonly<Record<number, string>> = {
  [-9]: 'The node is connected to no other node yet, and gives no work before',
  [-10]: 'The node is still downloading the chain, and gives no work before',
  [-28]: 'The node is still starting',
};

/** What Bitcoin Core says on signet to those who do not ask for the rule `signet`, and so could not sign (BIP 325). */
const SIGNET_WORDS = /\bsignet rule\b/u;
const SIGNET = 'The node is on signet, whose blocks need the network’s signature: they cannot be mined here';

/**
 * What is wrong with a node, in one sentence.
 *
 * @throws the error itself where it is a mistake of ours.
 */
function sentenceOf(error: unknown, clear: ClearWords = AS_THEY_ARE): string {
  if (error instanceof TemplateError) return error.sentence(clear);
  if (!(error instanceof NodeCallError)) throw error;
  if (SIGNET_WORDS.test(error.words)) return SIGNET;
  const waiting = WAITING_WORDS[error.code ?? 0];
  return waiting === undefined ? error.message : `${waiting}: ${error.words}`;
}
