// One connection to a pool, from the first byte to the last: greeting, jobs, shares. It never comes back; whoever holds it
// makes another.

import { HASHES_PER_DIFFICULTY, hexFromBytes } from '../../primitives/index.ts';
import type { SourceTimers } from '../timers.ts';
import { ROLLING_MASK } from '../version-rolling.ts';
import { cleanWords } from '../words.ts';
import { LineReader } from './line-reader.ts';
import { answerLine, parseMessage, requestLine } from './messages.ts';
import type { PoolAccount } from './pool-account.ts';
import type { HeaderChoice, PoolJob } from './pool-job.ts';
import { type ReconnectWish, readReconnectWish } from './reconnect-wish.ts';
import { type Answer, Requests } from './requests.ts';
import type { ConnectPool, PoolSocket } from './socket.ts';
import type { Subscription } from './subscription.ts';
import { Terms } from './terms.ts';

/** A pool that does not know a method may never say so. */
const CONFIGURE_LIMIT_MS = 3_000;
const GREETING_LIMIT_MS = 15_000;
const SHARE_LIMIT_MS = 30_000;
/** Pools send a job every half minute or so; one that says nothing for so long is gone without a word. */
const SILENCE_MS = 180_000;
const LOOK_MS = 500;
/** So many lines in a row that are no Stratum come from something else: a web server, perhaps. */
const MOST_UNREADABLE = 10;
/** The pool is asked for a difficulty that gives one share in so many seconds. */
const WANTED_SHARE_SEC = 6;

/** Why a connection ended. */
export interface ConnectionEnd {
  /** One sentence. */
  readonly problem: string;
  readonly wish: ReconnectWish | null;
  /** What was being asked; null where the greeting was over, or nobody was reached. */
  readonly asked: 'configure' | 'subscribe' | 'authorize' | null;
}

/** What was agreed on, for those who want to know what a pool can do. */
export interface GreetingFacts {
  readonly configure: 'agreed' | 'refused' | 'unanswered' | 'not asked';
  readonly versionMask: number | null;
  readonly subscription: Subscription | null;
  readonly suggestedDifficulty: number | null;
}

/** What a connection tells. */
export interface ConnectionEvents {
  /** Greeted and authorized; jobs that came before are told right after. */
  readonly onReady: () => void;
  /** Only after `onReady`. */
  readonly onJob: (job: PoolJob) => void;
  /** Bits of the version that were agreed on are so no longer: what is searched with them is worth nothing. */
  readonly onMaskLost: () => void;
  readonly onNotice: (tone: 'note' | 'bad', text: string) => void;
  /** The pool's words to people. */
  readonly onMessage: (text: string) => void;
  /** Once. */
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** What a connection is handed. */
export interface ConnectionParts {
  readonly account: PoolAccount;
  readonly connect: ConnectPool;
  /** Milliseconds from any origin. */
  readonly clock: () => number;
  readonly timers: SourceTimers;
  readonly agent: string;
  /** Measured hashes per second; 0 where nobody knows. */
  readonly hashrateHps: () => number;
  /** Session to take up again; null for a new one. */
  readonly sessionId: string | null;
  readonly asksToConfigure: boolean;
  readonly events: ConnectionEvents;
}

/** A connection; `open` begins it. */
export class StratumConnection {
  readonly #parts: ConnectionParts;
  readonly #requests: Requests;
  readonly #lines: LineReader;
  readonly #end = new AbortController();
  #endLooking: () => void = () => {};
  #socket: PoolSocket | null = null;
  #heardMs = 0;
  #configure: GreetingFacts['configure'] = 'not asked';
  #asked: ConnectionEnd['asked'] = null;
  readonly #terms = new Terms();
  #suggestedDifficulty: number | null = null;
  #isReady = false;
  #unreadable = 0;
  /** Makes the newest job that came before the greeting was over. */
  #early: (() => PoolJob) | null = null;
  #latencyMs: number | null = null;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#requests = new Requests(parts.clock);
    this.#lines = new LineReader((line) => this.#onLine(line));
  }

  /** Milliseconds that the last answer took; null before the first. */
  get latencyMs(): number | null {
    return this.#latencyMs;
  }

  get isOver(): boolean {
    return this.#end.signal.aborted;
  }

  get facts(): GreetingFacts {
    return {
      configure: this.#configure,
      versionMask: this.#terms.versionMask,
      subscription: this.#terms.subscription,
      suggestedDifficulty: this.#suggestedDifficulty,
    };
  }

  /** Connects and greets; how it went is told by the events. */
  open(): void {
    this.#greet().catch((error: Error) => this.#finish(error.message));
  }

  /** Hangs up; `onEnd` is told if nothing ended it before. */
  close(problem = 'closed'): void {
    this.#finish(problem);
  }

  /** Asks the pool something, with a time limit. */
  ask(method: string, params: readonly unknown[], limitMs = GREETING_LIMIT_MS): Promise<Answer> {
    if (this.#end.signal.aborted) return Promise.resolve({ kind: 'cut' });
    const { id, answer } = this.#requests.open(limitMs);
    this.#socket?.send(requestLine(id, method, params));
    return answer;
  }

  /** Sends a share. */
  async submit(job: PoolJob, choice: HeaderChoice, nonce: number): Promise<Answer> {
    const params = [
      this.#parts.account.user,
      job.jobId,
      hexFromBytes(choice.extraNonce2),
      hexOfWord(choice.time),
      hexOfWord(nonce),
    ];
    // BIP 310 wants the bits with every share; a job whose version fills the mask itself is searched as it came.
    const { versionMask } = job;
    if (versionMask !== null && (job.version & versionMask) === 0) params.push(hexOfWord(choice.versionBits));
    const answer = await this.ask('mining.submit', params, SHARE_LIMIT_MS);
    if (answer.kind === 'answered') this.#latencyMs = answer.tookMs;
    return answer;
  }

  async #greet(): Promise<void> {
    const { account, connect, clock, timers, agent, sessionId, asksToConfigure, events } = this.#parts;
    const { signal } = this.#end;
    this.#heardMs = clock();
    this.#endLooking = timers.every(LOOK_MS, () => this.#look());
    const listener = {
      onBytes: (bytes: Uint8Array) => this.#onBytes(bytes),
      onClose: (problem: string | null) => this.#finish(problem ?? 'the pool closed the connection'),
    };
    const socket = await connect(account.address, listener, signal);
    if (signal.aborted) {
      socket.close();
      return;
    }
    this.#socket = socket;
    if (asksToConfigure) await this.#askToConfigure();
    await this.#subscribe(sessionId === null ? [agent] : [agent, sessionId]);
    this.#suggestDifficulty();
    this.#asked = 'authorize';
    const answer = await this.ask('mining.authorize', [account.user, account.password]);
    if (answer.kind === 'cut') return;
    if (answer.kind === 'overdue')
      throw new Error(`the pool does not answer whether ${account.user} may mine`);
    if (answer.result !== true) {
      const words = answer.error === null ? '' : `: ${cleanWords(answer.error.text, account.password)}`;
      throw new Error(`the pool refuses the user ${account.user}${words}`);
    }
    this.#latencyMs = answer.tookMs;
    // Those that do not know it say so, or nothing.
    void this.ask('mining.extranonce.subscribe', []);
    this.#isReady = true;
    this.#asked = null;
    events.onReady();
    const early = this.#early;
    this.#early = null;
    if (early !== null) this.#heed(() => events.onJob(early()));
  }

  async #askToConfigure(): Promise<void> {
    const mask = ROLLING_MASK.toString(16);
    this.#asked = 'configure';
    const answer = await this.ask(
      'mining.configure',
      [
        ['version-rolling', 'subscribe-extranonce'],
        { 'version-rolling.mask': mask, 'version-rolling.min-bit-count': 2 },
      ],
      CONFIGURE_LIMIT_MS,
    );
    if (answer.kind === 'cut') return;
    this.#configure = answer.kind === 'overdue' ? 'unanswered' : answer.error === null ? 'agreed' : 'refused';
    if (answer.kind === 'answered') this.#terms.configure(answer.result);
  }

  async #subscribe(params: readonly unknown[]): Promise<void> {
    this.#asked = 'subscribe';
    const answer = await this.ask('mining.subscribe', params);
    if (answer.kind === 'cut') return;
    if (answer.kind === 'overdue') throw new Error('the pool does not answer: is it a Stratum V1 pool?');
    if (answer.error !== null) {
      throw new Error(`the pool refuses the subscription: ${this.#clean(answer.error.text)}`);
    }
    this.#latencyMs = answer.tookMs;
    this.#terms.subscribe(answer.result);
  }

  /** Before authorizing, so that the first job has it already. Many pools never answer. */
  #suggestDifficulty(): void {
    const rate = this.#parts.hashrateHps();
    if (!(rate > 0)) return;
    const difficulty = Number(((rate * WANTED_SHARE_SEC) / HASHES_PER_DIFFICULTY).toPrecision(3));
    this.#suggestedDifficulty = difficulty;
    void this.ask('mining.suggest_difficulty', [difficulty]);
  }

  #onBytes(bytes: Uint8Array): void {
    if (this.#end.signal.aborted) return;
    this.#heardMs = this.#parts.clock();
    try {
      this.#lines.push(bytes);
    } catch (error) {
      this.#finish((error as Error).message);
    }
  }

  #onLine(line: string): void {
    if (this.#end.signal.aborted) return;
    const message = parseMessage(line);
    this.#unreadable = message.kind === 'unreadable' ? this.#unreadable + 1 : 0;
    switch (message.kind) {
      case 'answer':
        this.#requests.take(message.id, message.result, message.error);
        break;
      case 'call':
        this.#heed(() => this.#onCall(message.method, message.params, message.id));
        break;
      case 'unreadable':
        if (this.#unreadable >= MOST_UNREADABLE) this.#finish('what answers there is no Stratum pool');
        else this.#parts.events.onNotice('bad', 'The pool sent a line that is no Stratum.');
        break;
      default:
        message satisfies never;
    }
  }

  /** Does what the pool says; where its words cannot be used, that is told, and work goes on. */
  #heed(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#parts.events.onNotice('bad', `${error.message}.`);
    }
  }

  /** @throws {RangeError} with one sentence if the pool's words cannot be used. */
  #onCall(method: string, params: readonly unknown[], id: string | number | null): void {
    const { agent, events } = this.#parts;
    switch (method) {
      case 'mining.notify': {
        const job = this.#terms.jobUnder(params);
        if (this.#isReady) events.onJob(job());
        else this.#early = job;
        break;
      }
      case 'mining.set_difficulty':
        this.#terms.setDifficulty(params[0]);
        break;
      case 'mining.set_extranonce':
        this.#terms.setExtraNonce(params[0], params[1]);
        break;
      case 'mining.set_version_mask':
        if (this.#terms.setMask(params[0]) && this.#isReady) events.onMaskLost();
        break;
      case 'client.reconnect':
        this.#finish(
          'the pool asked for another connection',
          readReconnectWish(params, this.#parts.account.address),
        );
        break;
      case 'client.show_message':
        if (typeof params[0] === 'string') events.onMessage(this.#clean(params[0]));
        break;
      case 'client.get_version':
        if (id !== null) this.#socket?.send(answerLine(id, agent));
        break;
      case 'mining.ping':
        if (id !== null) this.#socket?.send(answerLine(id, 'pong'));
        break;
      default:
        break; // Pools have words of their own: whatever they are, work goes on.
    }
  }

  /** Time limits, and lines that died without a word. */
  #look(): void {
    const nowMs = this.#parts.clock();
    if (this.#socket === null) {
      if (nowMs - this.#heardMs > GREETING_LIMIT_MS) this.#finish('the pool cannot be reached');
      return;
    }
    const isUnheard = this.#requests.oldestMs > this.#heardMs;
    if (isUnheard && nowMs - this.#requests.oldestMs >= SHARE_LIMIT_MS && this.#isReady) {
      this.#finish('the pool does not answer any more');
      return;
    }
    this.#requests.check();
    if (nowMs - this.#heardMs >= SILENCE_MS) this.#finish('the pool has said nothing for three minutes');
  }

  #clean(text: string): string {
    return cleanWords(text, this.#parts.account.password);
  }

  #finish(problem: string, wish: ReconnectWish | null = null): void {
    const { signal } = this.#end;
    if (signal.aborted) return;
    this.#end.abort(new Error(problem));
    this.#endLooking();
    this.#socket?.close();
    this.#requests.cut();
    this.#parts.events.onEnd({ problem: this.#clean(problem), wish, asked: this.#asked });
  }
}

function hexOfWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}
