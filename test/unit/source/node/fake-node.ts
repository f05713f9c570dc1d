/** A node in a test's own time: it answers templates, holds long polls until another tip comes, and fails as it is told. */
import { type NodeCall, NodeCallError, NodeSource, type WorkChange } from '../../../../src/source/index.ts';
import { VirtualTime } from '../../engine/support.ts';
import { changed } from './support.ts';

export const TIP = 'aa'.repeat(32);
export const NEXT_TIP = 'bb'.repeat(32);
const SCRIPT = Uint8Array.of(0x51);

interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly atMs: number;
}

export class FakeNode {
  readonly time = new VirtualTime();
  readonly calls: Call[] = [];
  template: Record<string, unknown>;
  /** In place of every answer; null for none. */
  fault: Error | null = null;
  /** In place of an answer to long polls; null for none. */
  pollFault: Error | null = null;
  best: string;
  chain = 'main';
  proposal: unknown = null;
  submitted: unknown = null;
  /** In place of the answer to a method: may be a promise. */
  readonly answers: Record<string, (params: readonly unknown[]) => unknown> = {};
  readonly #polls = new Set<(template: unknown) => void>();

  constructor(change: Record<string, unknown> = {}) {
    this.template = changed({
      previousblockhash: TIP,
      longpollid: 'poll0',
      transactions: [],
      default_witness_commitment: undefined,
      ...change,
    });
    this.best = TIP;
  }

  /** Long polls that wait. */
  get polls(): number {
    return this.#polls.size;
  }

  /** Another block, told to those who wait. */
  advance(tip: string): void {
    this.best = tip;
    this.renew({ previousblockhash: tip, longpollid: `poll${tip}` });
  }

  /** Another template, told to those who wait. */
  renew(change: Record<string, unknown>): void {
    this.template = { ...this.template, ...change };
    for (const answer of this.#polls) answer(this.template);
    this.#polls.clear();
  }

  readonly call: NodeCall = (method, params, { signal }) => {
    this.calls.push({ method, params, atMs: this.time.nowMs });
    if (this.fault !== null) return Promise.reject(this.fault);
    const own = this.answers[method];
    if (own !== undefined) return new Promise((resolve) => resolve(own(params)));
    const [first] = params as readonly [Record<string, unknown>?];
    switch (method) {
      case 'getblocktemplate':
        if (first?.['mode'] === 'proposal') return Promise.resolve(this.proposal);
        if (first?.['longpollid'] === undefined) return Promise.resolve(this.template);
        return this.#hold(signal);
      case 'getbestblockhash':
        return Promise.resolve(this.best);
      case 'getblockchaininfo':
        return Promise.resolve({ chain: this.chain });
      case 'submitblock':
        return Promise.resolve(this.submitted);
      default:
        return Promise.reject(new NodeCallError('error', `no ${method}`, { code: -32601, words: 'no' }));
    }
  };

  #hold(signal: AbortSignal): Promise<unknown> {
    if (this.pollFault !== null) return Promise.reject(this.pollFault);
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#polls.delete(answer);
        reject(new NodeCallError('lost', 'given up'));
      };
      const answer = (template: unknown) => {
        signal.removeEventListener('abort', abort);
        resolve(template);
      };
      this.#polls.add(answer);
      signal.addEventListener('abort', abort);
    });
  }

  of(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  /** When a method was called, milliseconds; long polls and proposals are others. */
  timesOf(method: string): number[] {
    const isPlain = ({ params }: Call) => {
      const [first] = params as readonly [Record<string, unknown>?];
      return first?.['longpollid'] === undefined && first?.['mode'] === undefined;
    };
    return this.calls.filter((call) => call.method === method && isPlain(call)).map(({ atMs }) => atMs);
  }

  /** The ids that long polls were asked with, in order. */
  get pollIds(): unknown[] {
    return this.calls
      .map(({ params }) => (params as readonly [Record<string, unknown>?])[0]?.['longpollid'])
      .filter((id) => id !== undefined);
  }
}

export interface SourceOptions {
  readonly proposes?: boolean;
  readonly address?: string;
  readonly network?: 'main' | 'test' | 'regtest';
}

/** A source of a node, not yet opened. */
export function nodeSource({ call, time }: FakeNode, options: SourceOptions = {}): NodeSource {
  return new NodeSource({
    call,
    url: 'http://127.0.0.1:8332',
    payout: { script: SCRIPT, address: options.address ?? '1abc', network: options.network ?? 'main' },
    clock: time.clock,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    tag: '/test/',
    firstExtraNonce: 0n,
    proposes: options.proposes ?? false,
  });
}

/** A source of a node, open for ten milliseconds, and what it has told. */
export async function openNode(node: FakeNode, options: SourceOptions = {}) {
  const { time } = node;
  const source = nodeSource(node, options);
  const changes: WorkChange[] = [];
  const notices: string[] = [];
  const tones: string[] = [];
  source.open({
    hashrateHps: () => 0,
    onWork: (change) => changes.push(change),
    onNotice: (tone, text) => {
      tones.push(tone);
      notices.push(text);
    },
  });
  const pass = (ms: number) => time.run(time.sleep(ms));
  await pass(10);
  return { time, source, changes, notices, tones, pass };
}
