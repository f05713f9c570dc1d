// One client of the test pool: what it said of itself, what it was told, and the methods of Stratum V1 that it may call.

import type { Socket } from 'node:net';
import { targetFromDifficulty } from '../../src/primitives/index.ts';
import { hexWord, type PoolJob } from './job.ts';
import type { Answer, PoolOptions } from './options.ts';
import { type Judgement, judgeSubmit, type SentJob } from './submit.ts';
import { Wire } from './wire.ts';

/** A line longer than that ends the connection. */
const LONGEST_LINE = 16_384;

/** What outlives a connection: a client that names it has its extra nonce and its jobs back. */
export interface PoolSession {
  readonly id: string;
  extraNonce1: Buffer;
  extraNonce2Bytes: number;
  readonly jobs: Map<string, SentJob>;
}

/** What a connection asks of its pool. */
export interface PoolHost {
  readonly options: PoolOptions;
  /** @returns the newest. */
  job(): PoolJob;
  /** @returns the session of that id, or a new one. */
  session(id: string | null): PoolSession;
  /** Books what was judged, and hands blocks on; resolves when the answer may go out. */
  book(judgement: Judgement, connection: PoolConnection): Promise<void>;
  onLine(line: string, connection: PoolConnection): void;
  onEnd(connection: PoolConnection): void;
}

type Method = (params: readonly unknown[]) => Answer | null | Promise<Answer>;

/** A client that is connected. */
export class PoolConnection {
  readonly id: number;
  readonly users = new Set<string>();
  /** What it calls itself. */
  agent = '';
  /** Answers of the client to what the pool asked, by id. */
  readonly replies = new Map<unknown, unknown>();
  received = 0;
  readonly #host: PoolHost;
  readonly #socket: Socket;
  readonly #wire: Wire;
  readonly #methods: Readonly<Record<string, Method>>;
  #session: PoolSession | null = null;
  #versionMask = 0;
  #difficulty: number;
  #toldDifficulty: number | null = null;
  #rest = '';

  constructor(id: number, socket: Socket, host: PoolHost, cutAfter: number) {
    this.id = id;
    this.#host = host;
    this.#socket = socket;
    this.#wire = new Wire(socket, host.options, cutAfter);
    this.#difficulty = host.options.difficulty;
    this.#methods = {
      'mining.configure': (params) => this.#configure(params),
      'mining.subscribe': (params) => this.#subscribe(params),
      'mining.authorize': (params) => this.#authorize(params),
      'mining.suggest_difficulty': (params) => this.#suggest(params),
      'mining.extranonce.subscribe': () => ({ result: true, error: null }),
      'mining.submit': (params) => this.#submit(params),
    };
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#take(text));
    // What ends a connection is told by 'close', whatever the error was.
    socket.on('error', () => {});
    socket.on('close', () => host.onEnd(this));
  }

  get session(): PoolSession | null {
    return this.#session;
  }

  get difficulty(): number {
    return this.#difficulty;
  }

  get versionMask(): number {
    return this.#versionMask;
  }

  /** Bytes that went out. */
  get sent(): number {
    return this.#wire.sent;
  }

  /** Messages that went out. */
  get messages(): number {
    return this.#wire.messages;
  }

  /** Sends text as it stands; a line needs its own end. */
  send(raw: string | Uint8Array): void {
    this.#wire.write(raw);
  }

  /** Tells the client something, or asks it where there is an id. */
  tell(method: string, params: readonly unknown[], id: unknown = null): void {
    this.#line({ id, method, params });
  }

  /** Tells the client of another difficulty; it belongs to the jobs after it. */
  setDifficulty(difficulty: number): void {
    this.#difficulty = difficulty;
    this.#toldDifficulty = difficulty;
    this.tell('mining.set_difficulty', [difficulty]);
  }

  /** Gives another extra nonce 1, for the jobs after it. */
  setExtraNonce(extraNonce1: string, extraNonce2Bytes: number): void {
    if (this.#session === null) throw new Error('this client has not subscribed');
    this.#session.extraNonce1 = Buffer.from(extraNonce1, 'hex');
    this.#session.extraNonce2Bytes = extraNonce2Bytes;
    this.tell('mining.set_extranonce', [extraNonce1, extraNonce2Bytes]);
  }

  /** Lets other version bits be rolled, at once. */
  setVersionMask(mask: number): void {
    this.#versionMask = mask;
    this.tell('mining.set_version_mask', [hexWord(mask)]);
  }

  /** Sends a job; nothing before the client has subscribed. */
  sendJob(job: PoolJob): void {
    const session = this.#session;
    if (session === null) return;
    if (job.isClean) for (const sent of session.jobs.values()) sent.isReplaced = true;
    if (this.#toldDifficulty !== this.#difficulty) this.setDifficulty(this.#difficulty);
    const { extraNonce1, extraNonce2Bytes } = session;
    session.jobs.set(job.id, {
      job,
      extraNonce1,
      extraNonce2Bytes,
      shareTarget: targetFromDifficulty(this.#difficulty),
      // The same job again, to a client that is back, has the same shares behind it.
      seen: session.jobs.get(job.id)?.seen ?? new Set(),
      isReplaced: false,
    });
    this.tell('mining.notify', job.notify(extraNonce1.length + extraNonce2Bytes));
  }

  /** Ends the connection at once. */
  cut(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.received += Buffer.byteLength(text);
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    if (this.#rest.length > LONGEST_LINE) this.cut();
    for (const line of lines) if (line.trim() !== '') this.#read(line);
  }

  #read(line: string): void {
    this.#host.onLine(line, this);
    let message: { id?: unknown; method?: unknown; params?: unknown; result?: unknown };
    try {
      message = JSON.parse(line);
    } catch {
      this.cut();
      return;
    }
    if (typeof message.method !== 'string') {
      this.replies.set(message.id, message.result);
      return;
    }
    void this.#call(message.id, message.method, Array.isArray(message.params) ? message.params : []);
  }

  async #call(id: unknown, name: string, params: readonly unknown[]): Promise<void> {
    const { silentTo, answers } = this.#host.options;
    const isSilent = silentTo.includes(name);
    // Some pools send the first job before they say who may work for it; others after.
    const isEarly =
      name === 'mining.authorize' && this.#host.options.firstJob === 'before the answer to authorize';
    if (isEarly) this.sendJob(this.#host.job());
    const own = (await this.#methods[name]?.(params)) ?? null;
    const answer = answers[name]?.(params) ?? own;
    if (answer !== null && !isSilent) this.#line({ id, ...answer });
    this.#after(name);
  }

  /** What follows an answer by itself. */
  #after(name: string): void {
    const { firstJob } = this.#host.options;
    const isFirst =
      (name === 'mining.subscribe' && firstJob === 'subscribed') ||
      (name === 'mining.authorize' && firstJob === 'authorized' && this.users.size === 1);
    if (isFirst) this.sendJob(this.#host.job());
  }

  #configure(params: readonly unknown[]): Answer {
    const [extensions, values] = params as [readonly string[], Readonly<Record<string, unknown>>];
    const { versionMask } = this.#host.options;
    const result: Record<string, unknown> = {};
    for (const extension of extensions) result[extension] = false;
    if (extensions.includes('version-rolling') && versionMask !== null) {
      const asked = Number.parseInt(String(values['version-rolling.mask'] ?? 'ffffffff'), 16);
      this.#versionMask = (asked & versionMask) >>> 0;
      result['version-rolling'] = true;
      result['version-rolling.mask'] = hexWord(this.#versionMask);
    }
    return { result, error: null };
  }

  #subscribe(params: readonly unknown[]): Answer {
    this.agent = String(params[0] ?? '');
    this.#session = this.#host.session(typeof params[1] === 'string' ? params[1] : null);
    const { id, extraNonce1, extraNonce2Bytes } = this.#session;
    return { result: [[['mining.notify', id]], extraNonce1.toString('hex'), extraNonce2Bytes], error: null };
  }

  #authorize(params: readonly unknown[]): Answer {
    const [user, password] = params.map(String);
    if (!this.#host.options.authorize(user ?? '', password ?? '')) {
      return this.#refusal(24, 'Unauthorized worker');
    }
    this.users.add(user ?? '');
    return { result: true, error: null };
  }

  #suggest(params: readonly unknown[]): Answer {
    const wish = Number(params[0]);
    if (this.#host.options.honoursSuggestion && wish > 0) this.setDifficulty(wish);
    return { result: true, error: null };
  }

  async #submit(params: readonly unknown[]): Promise<Answer> {
    const submitter = {
      isSubscribed: this.#session !== null,
      users: this.users,
      versionMask: this.#versionMask,
      jobs: this.#session?.jobs ?? new Map<string, SentJob>(),
    };
    const judgement = judgeSubmit(params, submitter, this.#host.options);
    await this.#host.book(judgement, this);
    return judgement.isGood ? { result: true, error: null } : this.#refusal(judgement.code, judgement.words);
  }

  #refusal(code: number, words: string): Answer {
    const { result, elements } = this.#host.options.refusal;
    return { result, error: elements === 3 ? [code, words, null] : [code, words] };
  }

  #line(message: object): void {
    this.send(`${JSON.stringify(message)}\n`);
  }
}
