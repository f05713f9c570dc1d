// Mining for one's own node: its templates become headers, and what is found goes back as a whole block.

import { difficultyFromTarget, displayHash } from '../../primitives/index.ts';
import type { Payout } from '../address.ts';
import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import type {
  LineState,
  NodeStatus,
  SearchOrder,
  ShareVerdict,
  SourceOpening,
  WorkSource,
} from '../work-source.ts';
import { BlockOutbox, type FoundBlock } from './block-outbox.ts';
import type { NodeTemplate } from './block-template.ts';
import type { FeedFault } from './feed-fault.ts';
import type { NodeCall } from './node-call.ts';
import { NodeQuestions } from './node-questions.ts';
import { isSameBlock } from './same-block.ts';
import { TemplateFeed } from './template-feed.ts';
import { WorkShelf } from './work-shelf.ts';

/** What a source needs. */
export interface NodeSourceParts {
  readonly call: NodeCall;
  /** Without name or password. */
  readonly url: string;
  readonly payout: Payout;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  readonly timers: SourceTimers;
  /** The miner's own words in the coinbase. */
  readonly tag: string;
  /** In [0, 2^64); another one at each start, so that nothing is searched twice. */
  readonly firstExtraNonce: bigint;
  /** Whether the node is asked about the first block on each tip before it is found. */
  readonly proposes: boolean;
}

/** Blocks that the status keeps. */
const BLOCKS_KEPT = 20;

/** A full block takes tens of milliseconds to be put together, and the first hash need not wait for that. */
const PROPOSAL_DELAY_MS = 200;

/** Work of a node that has no time at the moment is searched until it is so old: then others will have found a block. */
const KEPT_MS = 120_000;

/** Until a node is asked again after a mistake of ours: the next template may have nothing of what led to it. */
const MISTAKE_RETRY_MS = 30_000;

/** A node as a source of work. */
export class NodeSource implements WorkSource {
  readonly #parts: NodeSourceParts;
  readonly #end = new AbortController();
  readonly #outbox: BlockOutbox;
  readonly #questions: NodeQuestions;
  readonly #feed: TemplateFeed;
  readonly #shelf: WorkShelf;
  #opening: SourceOpening | null = null;
  #running: Promise<void> = Promise.resolve();
  #state: LineState = 'closed';
  #problem: string | null = null;
  #retryAtMs: number | null = null;
  #cuts = 0;
  #jobCount = 0;
  /** Whether there was something to search when that was told last. */
  #hasTold = false;
  /** A template whose block the node would not take, and why; null while there is none. */
  #refusal: { readonly template: NodeTemplate; readonly sentence: string } | null = null;
  /** The newest template, also after it has become useless. */
  #template: NodeTemplate | null = null;
  #difficulty: number | null = null;
  #blocks: readonly { readonly hash: string; readonly height: number }[] = [];
  #isNetworkChecked = false;

  constructor(parts: NodeSourceParts) {
    this.#parts = parts;
    this.#feed = new TemplateFeed({
      call: parts.call,
      clock: parts.clock,
      timers: parts.timers,
      signal: this.#end.signal,
      onTemplate: (template) => this.#take(template),
      onTry: () => this.#try(),
      onFault: (fault) => this.#lose(fault),
    });
    this.#outbox = new BlockOutbox({
      call: parts.call,
      clock: parts.clock,
      timers: parts.timers,
      newest: () => this.#feed.tip,
      onVerdict: (block, verdict) => this.#judge(block, verdict),
      onChange: (tip) => {
        if (tip === this.#shelf.template?.previousBlock) this.#tell('renewed');
      },
      onNotice: (tone, text) => this.#opening!.onNotice(tone, text),
    });
    this.#shelf = new WorkShelf({
      wishes: { payoutScript: parts.payout.script, tag: parts.tag },
      firstExtraNonce: parts.firstExtraNonce,
      clock: parts.clock,
      timers: parts.timers,
      onExpiry: () => {
        if (this.#state === 'working') this.#state = 'greeting';
        this.#tell('renewed');
      },
    });
    this.#questions = new NodeQuestions({
      call: parts.call,
      payout: parts.payout,
      signal: this.#end.signal,
      onNotice: (tone, text) => this.#opening!.onNotice(tone, text),
    });
  }

  open(opening: SourceOpening): void {
    if (this.#opening !== null) throw new Error('"open" expected to be called once');
    this.#opening = opening;
    this.#state = 'connecting';
    this.#running = this.#run();
  }

  next(): SearchOrder | null {
    return this.#isSearched ? this.#shelf.next() : null;
  }

  isCurrent(order: SearchOrder): boolean {
    return this.#state !== 'closed' && this.#shelf.isOn(order, this.#feed.tip);
  }

  async submit(order: SearchOrder, nonce: number, hash: Uint8Array): Promise<ShareVerdict> {
    const job = this.#shelf.jobOf(order);
    if (job === undefined) return { kind: 'rejected', reason: 'the work is not of this source' };
    return this.#outbox.send({ job, nonce, hash: displayHash(hash) });
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#shelf.clear();
    this.#retryAtMs = null;
    this.#end.abort();
    await this.#outbox.close();
    await this.#running;
  }

  get status(): NodeStatus {
    const { url, payout, clock } = this.#parts;
    const template = this.#template;
    return {
      kind: 'node',
      state: this.#state,
      url,
      problem: this.#problem,
      retrySec: this.#retryAtMs === null ? null : Math.max(0, Math.ceil((this.#retryAtMs - clock()) / 1000)),
      latencyMs: this.#feed.latencyMs,
      cuts: this.#cuts,
      jobs: this.#jobCount,
      height: template?.height ?? null,
      networkDifficulty: this.#difficulty,
      transactions: template?.transactions.length ?? 0,
      valueSats: template?.coinbaseValueSats ?? 0n,
      address: payout.address,
      hasSegwit: template?.rules.includes('segwit') ?? false,
      hasLongPoll: this.#feed.hasLongPoll,
      blocks: this.#blocks,
    };
  }

  /** Asks for templates until the end. A mistake of ours is told, and is no reason to rest for ever. */
  async #run(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        await this.#feed.run();
      } catch (error) {
        if (signal.aborted) return;
        const sentence = `Something went wrong with the node’s work: ${(error as Error).message}`;
        this.#lose({ sentence, retryMs: MISTAKE_RETRY_MS, isPassing: false });
        await rest(MISTAKE_RETRY_MS, this.#parts.timers, signal);
      }
    }
  }

  /** Begins to search a template. */
  #take(template: NodeTemplate): void {
    const { proposes } = this.#parts;
    const isNewTip = template.previousBlock !== this.#template?.previousBlock;
    const refusal = this.#refusal;
    const isRefused = refusal !== null && isSameBlock(template, refusal.template);
    if (!isRefused) this.#shelf.put(template);
    this.#outbox.hurry();
    this.#template = template;
    this.#difficulty = difficultyFromTarget(template.target);
    this.#retryAtMs = null;
    this.#jobCount++;
    if (isRefused) {
      this.#restFrom(refusal.sentence);
      return;
    }
    this.#refusal = null;
    this.#state = 'working';
    if (this.#problem !== null) this.#opening!.onNotice('note', 'The node gives work again');
    this.#problem = null;
    this.#tell(isNewTip || !template.submitOld ? 'replaced' : 'renewed');
    if (!this.#isNetworkChecked) {
      this.#isNetworkChecked = true;
      this.#aside(this.#questions.checkNetwork());
    }
    if (proposes && (isNewTip || refusal !== null)) this.#aside(this.#propose(template.previousBlock));
  }

  /** Whether there is something to search: nothing on a tip that a block is on its way on. */
  get #isSearched(): boolean {
    const { template } = this.#shelf;
    return template !== null && !this.#outbox.holds(template.previousBlock);
  }

  /** Tells of the work, as far as it is news. */
  #tell(change: 'renewed' | 'replaced'): void {
    if (this.#end.signal.aborted) return;
    const hasWork = this.#isSearched;
    if (hasWork) this.#opening!.onWork(change);
    else if (this.#hasTold) this.#opening!.onWork('gone');
    this.#hasTold = hasWork;
  }

  /** Drops what is searched: there is nothing for the time being. */
  #drop(): void {
    this.#shelf.clear();
    this.#tell('renewed');
  }

  #try(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'connecting';
    this.#retryAtMs = null;
  }

  #lose({ sentence, retryMs, isPassing }: FeedFault): void {
    if (this.#state === 'working' || this.#state === 'greeting') this.#cuts++;
    this.#state = 'waiting';
    this.#retryAtMs = this.#parts.clock() + retryMs;
    // The same trouble again is no news.
    if (this.#problem !== sentence) this.#opening!.onNotice('bad', sentence);
    this.#problem = sentence;
    if (isPassing) this.#shelf.keepFor(KEPT_MS);
    else this.#drop();
  }

  /** Searches nothing until the node has another block to offer. */
  #restFrom(sentence: string): void {
    this.#problem = sentence;
    this.#state = 'waiting';
    this.#retryAtMs = null;
    this.#drop();
  }

  #judge({ hash, job }: FoundBlock, { kind }: ShareVerdict): void {
    if (this.#end.signal.aborted) return;
    if (kind === 'accepted') this.#advance(hash, job.template);
    else this.#feed.refresh();
  }

  /** A block of ours is in the node's chain: what was built on its parent is worth nothing now. */
  #advance(hash: string, { height, previousBlock }: NodeTemplate): void {
    this.#blocks = [...this.#blocks, { hash, height }].slice(-BLOCKS_KEPT);
    if (previousBlock !== this.#feed.tip) {
      this.#feed.refresh();
      return;
    }
    this.#feed.advance(hash);
    if (this.#state === 'working') this.#state = 'greeting';
    this.#drop();
  }

  /** Asks the node whether it would take the block; where it would not, nothing is gained by searching it. */
  async #propose(tip: string): Promise<void> {
    const { signal } = this.#end;
    // Not with the signal: where blocks come by the dozen a second, so many would listen to it.
    await this.#parts.timers.sleep(PROPOSAL_DELAY_MS);
    // The newest, since it may have been renewed meanwhile: a block of ours brings a template by two ways.
    const job = this.#shelf.template?.previousBlock === tip ? this.#shelf.sample() : null;
    if (job === null || signal.aborted) return;
    const words = await this.#questions.objection(job);
    if (words === null || tip !== this.#feed.tip || signal.aborted) return;
    const sentence = `The node would refuse the block of its own template: ${words}`;
    this.#opening!.onNotice('bad', sentence);
    this.#refusal = { template: job.template, sentence };
    const newest = this.#shelf.template;
    if (newest === null) return;
    if (isSameBlock(newest, job.template)) this.#restFrom(sentence);
    else this.#aside(this.#propose(tip));
  }

  /** Nobody waits for it: a mistake of ours is told all the same. */
  #aside(task: Promise<void>): void {
    task.catch((error: Error) => {
      this.#opening!.onNotice('bad', `Something went wrong beside the node’s work: ${error.message}`);
    });
  }
}
