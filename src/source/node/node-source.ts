// Mining for one's own node: its templates become headers, and what is found goes back as a whole block.

import { difficultyFromTarget, displayHash } from '../../primitives/index.ts';
import type { Payout } from '../address.ts';
import type { SourceTimers } from '../timers.ts';
import type {
  LineState,
  NodeStatus,
  SearchOrder,
  ShareVerdict,
  SourceOpening,
  WorkSource,
} from '../work-source.ts';
import { blockHex } from './block.ts';
import { BlockOutbox, type FoundBlock } from './block-outbox.ts';
import type { NodeTemplate } from './block-template.ts';
import { AS_THEY_ARE, type NodeCall, NodeCallError, plainWords } from './node-call.ts';
import { TemplateFeed } from './template-feed.ts';
import { type NodeJob, TemplateWork } from './template-work.ts';

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

/** A full block takes a small machine a while to check. */
const CHECK_LIMIT_MS = 120_000;

/** Networks by the name that `getblockchaininfo` gives; whatever is not here has the test networks' addresses. */
const NETWORKS: Readonly<Record<string, string>> = { main: 'main', regtest: 'regtest' };

/** A full block takes tens of milliseconds to be put together, and the first hash need not wait for that. */
const PROPOSAL_DELAY_MS = 200;

/** Words of a proposal that came too late to be judged. */
const LATE_PROPOSAL = 'inconclusive-not-best-prevblk';

/** A node as a source of work. */
export class NodeSource implements WorkSource {
  readonly #parts: NodeSourceParts;
  readonly #end = new AbortController();
  readonly #outbox: BlockOutbox;
  readonly #feed: TemplateFeed;
  readonly #jobs = new WeakMap<SearchOrder, NodeJob>();
  #opening: SourceOpening | null = null;
  #running: Promise<void> = Promise.resolve();
  #state: LineState = 'closed';
  #problem: string | null = null;
  #retryAtMs: number | null = null;
  #cuts = 0;
  #jobCount = 0;
  /** What is searched; null while there is nothing. */
  #work: TemplateWork | null = null;
  /** Whether there was something to search when that was told last. */
  #hasTold = false;
  #workCameMs = 0;
  #extraNonce: bigint;
  /** The newest template, also after it has become useless. */
  #template: NodeTemplate | null = null;
  #difficulty: number | null = null;
  #blocks: readonly { readonly hash: string; readonly height: number }[] = [];
  #isNetworkChecked = false;

  constructor(parts: NodeSourceParts) {
    this.#parts = parts;
    this.#extraNonce = parts.firstExtraNonce;
    this.#feed = new TemplateFeed({
      call: parts.call,
      clock: parts.clock,
      timers: parts.timers,
      signal: this.#end.signal,
      onTemplate: (template) => this.#take(template),
      onFault: (sentence, retryMs) => this.#lose(sentence, retryMs),
    });
    this.#outbox = new BlockOutbox({
      call: parts.call,
      clock: parts.clock,
      timers: parts.timers,
      newest: () => this.#feed.tip,
      onVerdict: (block, verdict) => this.#judge(block, verdict),
      onChange: (tip) => {
        if (tip === this.#work?.template.previousBlock) this.#tell('renewed');
      },
      onNotice: (tone, text) => this.#opening!.onNotice(tone, text),
    });
  }

  open(opening: SourceOpening): void {
    if (this.#opening !== null) throw new Error('"open" expected to be called once');
    this.#opening = opening;
    this.#state = 'connecting';
    this.#running = this.#feed.run().catch((error: Error) => {
      // A mistake of ours: nothing more comes from this node, and that is not passed over.
      this.#lose(`Something went wrong with the node’s work: ${error.message}`, Number.POSITIVE_INFINITY);
    });
  }

  next(): SearchOrder | null {
    const work = this.#searched;
    if (work === null) return null;
    const job = work.next((this.#parts.clock() - this.#workCameMs) / 1000);
    const { target } = job.template;
    const order = { header: job.header, shareTarget: target, blockTarget: target };
    this.#jobs.set(order, job);
    return order;
  }

  isCurrent(order: SearchOrder): boolean {
    return this.#jobs.get(order)?.template.previousBlock === this.#feed.tip && this.#state !== 'closed';
  }

  async submit(order: SearchOrder, nonce: number, hash: Uint8Array): Promise<ShareVerdict> {
    const job = this.#jobs.get(order);
    if (job === undefined) return { kind: 'rejected', reason: 'the work is not of this source' };
    return this.#outbox.send({ job, nonce, hash: displayHash(hash) });
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#work = null;
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

  /** Begins to search a template. */
  #take(template: NodeTemplate): void {
    const { payout, tag, clock, proposes } = this.#parts;
    const wishes = { payoutScript: payout.script, tag };
    const work = new TemplateWork(template, wishes, this.#work?.nextExtraNonce ?? this.#extraNonce);
    const isNewTip = template.previousBlock !== this.#template?.previousBlock;
    this.#workCameMs = clock();
    this.#work = work;
    this.#extraNonce = work.nextExtraNonce;
    this.#template = template;
    this.#difficulty = difficultyFromTarget(template.target);
    this.#state = 'working';
    if (this.#problem !== null) this.#opening!.onNotice('note', 'The node gives work again');
    this.#problem = null;
    this.#retryAtMs = null;
    this.#jobCount++;
    this.#tell(isNewTip ? 'replaced' : 'renewed');
    if (!this.#isNetworkChecked) {
      this.#isNetworkChecked = true;
      void this.#checkNetwork();
    }
    if (isNewTip && proposes) void this.#propose(template.previousBlock);
  }

  /** What is to be searched: nothing on a tip that a block is on its way on. */
  get #searched(): TemplateWork | null {
    const work = this.#work;
    return work === null || this.#outbox.holds(work.template.previousBlock) ? null : work;
  }

  /** Tells of the work, as far as it is news. */
  #tell(change: 'renewed' | 'replaced'): void {
    if (this.#end.signal.aborted) return;
    const hasWork = this.#searched !== null;
    if (hasWork) this.#opening!.onWork(change);
    else if (this.#hasTold) this.#opening!.onWork('gone');
    this.#hasTold = hasWork;
  }

  /** Drops what is searched: there is nothing for the time being. */
  #drop(): void {
    if (this.#work === null) return;
    this.#extraNonce = this.#work.nextExtraNonce;
    this.#work = null;
    this.#tell('renewed');
  }

  #lose(sentence: string, retryMs: number): void {
    if (this.#state === 'working' || this.#state === 'greeting') this.#cuts++;
    this.#state = 'waiting';
    this.#retryAtMs = this.#parts.clock() + retryMs;
    // The same trouble again is no news.
    if (this.#problem !== sentence) this.#opening!.onNotice('bad', sentence);
    this.#problem = sentence;
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

  #call(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#parts.call(method, params, { signal: this.#end.signal, timeoutMs: CHECK_LIMIT_MS });
  }

  /** Asks the node whether it would take the block, proof of work aside (BIP 23). */
  async #propose(tip: string): Promise<void> {
    const { timers } = this.#parts;
    await timers.sleep(PROPOSAL_DELAY_MS);
    // The newest, since it may have been renewed meanwhile: a block of ours brings a template by two ways.
    const work = this.#work;
    if (work?.template.previousBlock !== tip) return;
    const job = work.next(0);
    const { workId } = job.template;
    const proposal = { mode: 'proposal', data: blockHex(job, 0), ...(workId !== null && { workid: workId }) };
    const answer = await this.#ask('getblocktemplate', [proposal], 'The node does not check proposals');
    if (answer === null || answer === LATE_PROPOSAL || tip !== this.#feed.tip) return;
    if (!this.#end.signal.aborted) {
      this.#opening!.onNotice(
        'bad',
        `The node would refuse the block of its own template: ${this.#plain(answer)}`,
      );
    }
  }

  /** An address of another network is paid all the same, to a key that its owner may not have there. */
  async #checkNetwork(): Promise<void> {
    const info = await this.#ask('getblockchaininfo', [], 'The node does not say which network it is on');
    const chain = (info as { chain?: unknown } | null)?.chain;
    if (typeof chain !== 'string' || this.#end.signal.aborted) return;
    const { network, address } = this.#parts.payout;
    const wanted = NETWORKS[chain] ?? 'test';
    // Base58 addresses of regtest look like those of the test networks.
    const isRight =
      network === wanted || (wanted === 'regtest' && network === 'test' && !/^tb1/iu.test(address));
    if (!isRight) {
      this.#opening!.onNotice(
        'bad',
        `The node is on the network “${this.#plain(chain)}”, and ${address} is an address of another one: look whether you can spend what it is paid`,
      );
    }
  }

  #plain(words: unknown): string {
    return plainWords(words, this.#parts.call.clear ?? AS_THEY_ARE);
  }

  /** A question that mining can do without: no answer is a note, and null. */
  async #ask(method: string, params: readonly unknown[], words: string): Promise<unknown> {
    try {
      return await this.#call(method, params);
    } catch (error) {
      if (this.#end.signal.aborted) return null;
      if (!(error instanceof NodeCallError)) throw error;
      this.#opening!.onNotice('note', `${words}: ${error.words || error.message}`);
      return null;
    }
  }
}
