// A pool in memory and in virtual time: it says what a test wants it to, byte by byte if need be.

import type {
  ConnectPool,
  PoolAccount,
  ShareVerdict,
  SocketListener,
  WorkChange,
} from '../../../../src/source/index.ts';
import { PoolSource, parsePoolAddress } from '../../../../src/source/index.ts';
import type { PoolOrder } from '../../../../src/source/pool/pool-work.ts';
import { VirtualTime } from '../../engine/support.ts';

/** Public shares' job: ckpool's, with a target that every other hash meets. */
export const NOTIFY = [
  'b1',
  'fe527f7e299f34cddbfe654abb6bc48c229dc5d8f71a3ae38073103f000111b5',
  '01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff2c02990200041a92026b046f4b241f0c',
  '0a636b706f6f6c2d6c6872052f6c61622fffffffff02388da0120000000016001462e907b15cbf27d5425399ebf6f0fb50ebb88f180000000000000000266a24aa21a9edd10bc259733e6ff32e0cecef5bfb3ea3d6741ca90c556024bac7482bd0e5f6ad00000000',
  ['e1cab3d9594ff6170d37f37261d62a6b5d2e8471cb2178e8bc5d9319d930be3d'],
  '20000000',
  '207fffff',
  '6b02921a',
  true,
] as const;

/** A job like it. */
export function notify(change: Readonly<Record<number, unknown>> = {}): readonly unknown[] {
  return NOTIFY.map((field, i) => (i in change ? change[i] : field));
}

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** How a pool answers; undefined is no answer. */
export type Reply = (request: Request, connection: MemoryConnection) => unknown;

/** One connection as the pool has it. */
export class MemoryConnection {
  readonly requests: Request[] = [];
  readonly address: string;
  readonly #listener: SocketListener;
  isOpen = true;

  constructor(address: string, listener: SocketListener) {
    this.address = address;
    this.#listener = listener;
  }

  /** Bytes as they are. */
  bytes(bytes: Uint8Array): void {
    if (this.isOpen) this.#listener.onBytes(bytes);
  }

  raw(text: string): void {
    this.bytes(new TextEncoder().encode(text));
  }

  say(value: unknown): void {
    this.raw(`${JSON.stringify(value)}\n`);
  }

  call(method: string, ...params: readonly unknown[]): void {
    this.say({ id: null, method, params });
  }

  job(change: Readonly<Record<number, unknown>> = {}): void {
    this.call('mining.notify', ...notify(change));
  }

  /** The pool hangs up. */
  cut(problem: string | null = null): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#listener.onClose(problem);
  }

  of(method: string): readonly Request[] {
    return this.requests.filter((request) => request.method === method);
  }
}

/** What a well-behaved pool answers. */
export const GOOD: Reply = ({ method, params }, connection) => {
  switch (method) {
    case 'mining.configure':
      return { result: { 'version-rolling': true, 'version-rolling.mask': '1fffe000' }, error: null };
    case 'mining.subscribe':
      return { result: [[['mining.notify', 'session1']], 'eb91026b', 4], error: null };
    case 'mining.authorize':
      queueMicrotask(() => {
        connection.call('mining.set_difficulty', 1e-9);
        connection.job();
      });
      return { result: true, error: null };
    case 'mining.submit':
      return { result: params.length > 0, error: null };
    default:
      return undefined;
  }
};

/** Pools by their addresses; `reply` may be changed while it runs. */
export class MemoryPools {
  readonly connections: MemoryConnection[] = [];
  /** By host; one that is missing refuses. */
  readonly replies: Record<string, Reply>;

  constructor(replies: Record<string, Reply>) {
    this.replies = replies;
  }

  get newest(): MemoryConnection {
    return this.connections.at(-1)!;
  }

  readonly connect: ConnectPool = async (address, listener, signal) => {
    const reply = this.replies[address.host];
    if (reply === undefined) throw new Error('nobody answers at this host and port');
    const connection = new MemoryConnection(address.text, listener);
    this.connections.push(connection);
    signal.addEventListener('abort', () => {
      connection.isOpen = false;
    });
    return {
      send: (text) => {
        if (!connection.isOpen) return;
        const request: Request = JSON.parse(text);
        connection.requests.push(request);
        const answer = this.replies[address.host]?.(request, connection);
        if (answer !== undefined) connection.say({ id: request.id, ...(answer as object) });
      },
      close: () => {
        connection.isOpen = false;
      },
    };
  };
}

/** @param host - Or a whole address. */
export function account(host: string, user = 'alice.rig', password = 'sesame-open'): PoolAccount {
  const url = host.includes('://') ? host : `stratum+tcp://${host}:3333`;
  return { address: parsePoolAddress(url).address, user, password };
}

/** A source at pools in memory, opened. */
export function openSource(replies: Record<string, Reply>, hosts: readonly string[] = Object.keys(replies)) {
  const time = new VirtualTime();
  const pools = new MemoryPools(replies);
  const changes: WorkChange[] = [];
  const notices: string[] = [];
  const source = new PoolSource({
    pools: hosts.map((host) => account(host)),
    connect: pools.connect,
    clock: time.clock,
    timers: { sleep: (ms, signal) => time.sleep(ms, signal), every: time.every },
    random: () => 0.5,
    agent: 'proofworks/test',
  });
  source.open({
    hashrateHps: () => 7e8,
    onWork: (change) => changes.push(change),
    onNotice: (_tone, text) => notices.push(text),
  });
  return {
    time,
    pools,
    source,
    changes,
    notices,
    pass: (ms: number) => time.run(time.sleep(ms)),
    order: () => source.next() as PoolOrder,
    /** Submits the order's nonce 7 and waits for its verdict in virtual time. */
    submit: (order: PoolOrder): Promise<ShareVerdict> => time.run(source.submit(order, 7)),
  };
}
