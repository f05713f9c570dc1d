// A pool that says what a real one said, byte for byte; only the ids of answers are those of the client's own requests. The
// k-th request of a kind gets what was said to the k-th of it in the recording, and nothing where there was nothing.
// Shares are answered by the recording too, or, for a client that searches itself, by their hash, in the recorded words.

import { createServer, type Server, type Socket } from 'node:net';
import { targetFromDifficulty } from '../../src/primitives/index.ts';
import type { WireFaults } from './options.ts';
import { readWords, type Turn, type Words } from './recording.ts';
import { type HashedShare, hashShare } from './reference-share.ts';
import { Wire } from './wire.ts';

/** How a recording is played. */
export interface ReplayOptions extends Partial<WireFaults> {
  /** Whether shares are answered in the recorded order, or by what they are. */
  readonly submits: 'recorded' | 'judged';
}

/** A share that was judged by its hash. */
export interface JudgedShare {
  readonly params: readonly unknown[];
  readonly share: HashedShare | null;
  /** Null where it was accepted. */
  readonly code: number | null;
}

/** A pool that plays a recording to each client from its beginning. */
export class Replay {
  /** What clients said, oldest first. */
  readonly requests: Words[] = [];
  readonly judged: JudgedShare[] = [];
  readonly #server: Server;
  readonly #players = new Map<Socket, Player>();

  private constructor(turns: readonly Turn[], options: ReplayOptions) {
    this.#server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('close', () => this.#players.delete(socket));
      this.#players.set(socket, new Player(turns, options, socket, this));
    });
  }

  /** Starts to listen on 127.0.0.1. */
  static async start(turns: readonly Turn[], options: ReplayOptions): Promise<Replay> {
    const replay = new Replay(turns, options);
    await new Promise<void>((resolve) => replay.#server.listen(0, '127.0.0.1', resolve));
    return replay;
  }

  get port(): number {
    return (this.#server.address() as { readonly port: number }).port;
  }

  /** Sends every client the next recorded job; @returns false where there is none left. */
  nextJob(): boolean {
    return [...this.#players.values()].map((player) => player.nextJob()).every(Boolean);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#players.keys()) socket.destroy();
    await closed;
  }
}

/** The version bits that both pools let a client roll. */
const VERSION_MASK = 0x1fffe000;

/** One client's course through the recording. */
class Player {
  readonly #turns: readonly Turn[];
  readonly #submits: ReplayOptions['submits'];
  readonly #replay: Replay;
  readonly #wire: Wire;
  readonly #counts = new Map<string, number>();
  /** Jobs that were sent, each with the difficulty that stood then. */
  readonly #jobs = new Map<string, { readonly notify: readonly unknown[]; readonly difficulty: number }>();
  readonly #seen = new Set<string>();
  #difficulty = Number.POSITIVE_INFINITY;
  #hasSuggested = false;
  #extraNonce1 = '';
  #extraNonce2Bytes = 0;
  #rest = '';

  constructor(turns: readonly Turn[], options: ReplayOptions, socket: Socket, replay: Replay) {
    this.#turns = turns;
    this.#submits = options.submits;
    this.#replay = replay;
    const { delayMs = 0, joinMs = 0, chunkBytes = [], cuts = [] } = options;
    const faults = { delayMs, joinMs, chunkBytes, cuts };
    this.#wire = new Wire(socket, faults, cuts[0] ?? Number.POSITIVE_INFINITY);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop()!;
      for (const line of lines) this.#answer(readWords(line));
    });
  }

  nextJob(): boolean {
    const jobs = this.#turns.flatMap(({ lines }) => lines.filter((line) => isJob(readWords(line))));
    const next = jobs.find((line) => !this.#jobs.has(readWords(line).params![0] as string));
    if (next !== undefined) this.#say(next);
    return next !== undefined;
  }

  #answer(request: Words): void {
    this.#replay.requests.push(request);
    const { id, method = '', params = [] } = request;
    if (method === 'mining.submit' && this.#submits === 'judged') {
      this.#say(this.#judge(params), id);
      return;
    }
    const count = this.#counts.get(method) ?? 0;
    this.#counts.set(method, count + 1);
    const turn = this.#turns.filter((other) => other.method === method)[count];
    for (const line of turn?.lines ?? []) {
      const { method: told } = readWords(line);
      // public-pool names its own difficulty to those only who have not named theirs (`StratumV1Client.initStratum`).
      const isNeedless =
        told === 'mining.set_difficulty' && this.#hasSuggested && method === 'mining.authorize';
      if (!isNeedless) this.#say(line, id);
    }
    if (method === 'mining.suggest_difficulty' && turn !== undefined) {
      this.#hasSuggested = turn.lines.some((line) => readWords(line).method === 'mining.set_difficulty');
    }
  }

  /** Says a recorded line; an answer gets the id of the request that it is for now. */
  #say(line: string, id: unknown = null): void {
    const words = readWords(line);
    this.#note(words);
    const isAnswer = words.method === undefined;
    const before = `"id":${JSON.stringify(words.id)}`;
    this.#wire.write(`${isAnswer ? line.replace(before, () => `"id":${JSON.stringify(id)}`) : line}\n`);
  }

  #note({ method, params, result }: Words): void {
    if (method === 'mining.set_difficulty') this.#difficulty = params![0] as number;
    if (method === 'mining.notify') {
      // A clean job ends those before it.
      if (params![8] === true) for (const id of this.#jobs.keys()) this.#jobs.set(id, GONE);
      this.#jobs.set(params![0] as string, { notify: params!, difficulty: this.#difficulty });
    }
    if (Array.isArray(result))
      [, this.#extraNonce1, this.#extraNonce2Bytes] = result as [unknown, string, number];
  }

  /** @returns the recorded line that a real pool answers such a share with. */
  #judge(params: readonly unknown[]): string {
    const { code, share } = this.#verdict(params);
    this.#replay.judged.push({ params, share, code });
    const answers = this.#turns
      .filter(({ method }) => method === 'mining.submit')
      .flatMap(({ lines }) => lines.filter((line) => readWords(line).method === undefined));
    const codeOf = (line: string) => (readWords(line).error as readonly [number] | null)?.[0] ?? null;
    const recorded = answers.find((line) => codeOf(line) === code);
    return recorded ?? JSON.stringify({ id: null, result: false, error: [code, 'not recorded', null] });
  }

  #verdict(params: readonly unknown[]): { code: number | null; share: HashedShare | null } {
    const [, jobId, extraNonce2, time, nonce, bits] = params as readonly string[];
    const job = this.#jobs.get(jobId!);
    const refuse = (code: number) => ({ code, share: null });
    // ckpool's word for a share that it has is the one for a job that it has no more: 21.
    if (job === undefined || job === GONE || this.#seen.has(params.slice(1).join())) return refuse(21);
    if (extraNonce2!.length !== 2 * this.#extraNonce2Bytes) return refuse(20);
    const rolled = Number.parseInt(bits ?? '0', 16);
    if ((rolled & ~VERSION_MASK) !== 0) return refuse(20);
    const parts = { extraNonce1: this.#extraNonce1, extraNonce2: extraNonce2!, time: time!, nonce: nonce! };
    const version = (Number.parseInt(job.notify[5] as string, 16) ^ rolled) >>> 0;
    const share = hashShare(job.notify, { ...parts, version });
    if (share.value > targetFromDifficulty(job.difficulty)) return { code: 23, share };
    this.#seen.add(params.slice(1).join());
    return { code: null, share };
  }
}

/** A job that is worth nothing any more. */
const GONE = { notify: [], difficulty: Number.POSITIVE_INFINITY } as const;

function isJob({ method }: Words): boolean {
  return method === 'mining.notify';
}
