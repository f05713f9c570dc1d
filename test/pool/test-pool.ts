// A Stratum V1 pool for tests, on this machine alone: bcoin makes its templates, judges its shares and builds its blocks, in
// this process; only the lines and the error codes are its own. It keeps a ledger of what it credited.

import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TestChain } from './chain.ts';
import { PoolConnection, type PoolHost, type PoolSession } from './connection.ts';
import { PoolJob } from './job.ts';
import { Ledger } from './ledger.ts';
import { DEFAULT_OPTIONS, type PoolOptions } from './options.ts';
import type { Judgement } from './submit.ts';

/** Jobs of a session that are known; older ones are forgotten, as real pools do. */
const KNOWN_JOBS = 64;

/** What a pool begins with. */
export interface PoolStart extends Partial<PoolOptions> {
  /** The node's chain; it is the caller's to close. */
  readonly chain: TestChain;
  /** A port; a free one unless told. */
  readonly port?: number;
  /** PEM; then it speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A pool that listens. */
export class TestPool {
  /** Its habits and faults; a change is heeded at once. */
  readonly options: PoolOptions;
  readonly chain: TestChain;
  readonly ledger = new Ledger();
  /** Each line that a client sends. */
  onLine: (line: string, connection: PoolConnection) => void = () => {};
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Set<PoolConnection>();
  readonly #sessions = new Map<string, PoolSession>();
  #job!: PoolJob;
  #jobs = 0;
  #accepted = 0;
  /** Jobs are made one after the other. */
  #making: Promise<unknown> = Promise.resolve();

  private constructor({ chain, port: _, tls, ...options }: PoolStart) {
    this.options = { ...DEFAULT_OPTIONS, ...options };
    this.chain = chain;
    const accept = (socket: Socket) => this.#accept(socket);
    this.#server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
    // A plain connection to a TLS port and the like: the client sees the end, and that is all.
    this.#server.on('tlsClientError', () => {});
    if (tls !== undefined) this.#server.on('connection', (socket: Socket) => this.#keep(socket));
  }

  /** Starts a pool on 127.0.0.1. */
  static async start(start: PoolStart): Promise<TestPool> {
    const pool = new TestPool(start);
    await pool.newJob({ clean: true });
    await new Promise<void>((resolve, reject) => {
      pool.#server.once('error', reject);
      pool.#server.listen(start.port ?? 0, '127.0.0.1', resolve);
    });
    return pool;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the pool does not listen');
    return address.port;
  }

  /** Clients that are connected, oldest first. */
  get connections(): readonly PoolConnection[] {
    return [...this.#connections];
  }

  /** Connections that there ever were. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Shares that count, oldest first. */
  get credited(): Ledger['credited'] {
    return this.ledger.credited;
  }

  /** The newest job. */
  get job(): PoolJob {
    return this.#job;
  }

  /** Sends everyone text as it stands. */
  send(raw: string | Uint8Array): void {
    for (const connection of this.#connections) connection.send(raw);
  }

  /** Tells everyone something. */
  tell(method: string, params: readonly unknown[], id: unknown = null): void {
    for (const connection of this.#connections) connection.tell(method, params, id);
  }

  /** Another difficulty for everyone, and for those who come. */
  setDifficulty(difficulty: number): void {
    this.options.difficulty = difficulty;
    for (const connection of this.#connections) connection.setDifficulty(difficulty);
  }

  /**
   * Makes a job of the node's newest template, and sends it to everyone.
   *
   * @param clean - whether older jobs are worth nothing; unless told, if they build on another block.
   * @param id - unless told, one that was never used.
   */
  newJob({ clean, id }: { readonly clean?: boolean; readonly id?: string } = {}): Promise<PoolJob> {
    const made = this.#making.then(async () => {
      const template = await this.chain.template();
      const previous = Buffer.from(template.prevBlock, 'hex').reverse().toString('hex');
      const isClean = clean ?? this.#job.previous !== previous;
      const { versionBits, timeShiftSec } = this.options;
      this.#jobs++;
      const name = id ?? this.#jobs.toString(16).padStart(4, '0');
      this.#job = new PoolJob(name, template, { isClean, versionBits, timeShiftSec });
      for (const { jobs } of this.#sessions.values()) forgetOldest(jobs);
      for (const connection of this.#connections) {
        if (connection.users.size > 0 || this.options.firstJob === 'subscribed')
          connection.sendJob(this.#job);
      }
      return this.#job;
    });
    this.#making = made.catch(() => {});
    return made;
  }

  /** Another miner finds blocks, and everyone gets a clean job. */
  async mineElsewhere(count = 1): Promise<PoolJob> {
    await this.chain.mine(count);
    return this.newJob();
  }

  /** Cuts everyone off. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends everything but the chain. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cutAll();
    await closed;
    await this.#making;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #accept(socket: Socket): void {
    this.#keep(socket);
    const host: PoolHost = {
      options: this.options,
      session: (id) => this.#session(id),
      book: (judgement, connection) => this.#book(judgement, connection),
      onLine: (line, connection) => this.onLine(line, connection),
      onEnd: (connection) => this.#connections.delete(connection),
      job: () => this.#job,
    };
    const cutAfter = this.options.cuts[this.#accepted] ?? Number.POSITIVE_INFINITY;
    this.#accepted++;
    this.#connections.add(new PoolConnection(this.#accepted, socket, host, cutAfter));
  }

  #session(id: string | null): PoolSession {
    const known = id === null || !this.options.resumes ? undefined : this.#sessions.get(id);
    if (known !== undefined) return known;
    const { extraNonce1Bytes, extraNonce2Bytes } = this.options;
    const extraNonce1 = Buffer.alloc(extraNonce1Bytes);
    const serial = this.#sessions.size + 1;
    // Its low bytes, most significant first; a pool of tests has fewer sessions than two bytes hold.
    for (let at = extraNonce1Bytes - 1, rest = serial; at >= 0; at--, rest >>>= 8)
      extraNonce1[at] = rest & 0xff;
    const session = { id: `s${serial}`, extraNonce1, extraNonce2Bytes, jobs: new Map() };
    this.#sessions.set(session.id, session);
    return session;
  }

  async #book(judgement: Judgement, connection: PoolConnection): Promise<void> {
    const { user } = judgement;
    if (!judgement.isGood) {
      this.ledger.refuse(user, judgement.code);
      return;
    }
    const { sent, solved } = judgement;
    const share = { user, connection: connection.id, jobId: sent.job.id, hash: solved.proof.rhash() };
    this.ledger.credit({ ...share, isLate: sent.isReplaced }, sent.shareTarget);
    if (!solved.isBlock) return;
    const verdict = await this.chain.add(solved.block());
    if (!verdict.isTaken) {
      this.ledger.lostBlocks.push(verdict.reason);
      return;
    }
    this.ledger.blocks.push({ user, hash: verdict.hash, height: verdict.height });
    if (this.options.renewsJobs) await this.newJob();
  }
}

function forgetOldest(jobs: Map<string, unknown>): void {
  for (const id of jobs.keys()) {
    if (jobs.size < KNOWN_JOBS) return;
    jobs.delete(id);
  }
}
