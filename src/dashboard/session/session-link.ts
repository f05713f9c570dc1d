// A page's line to its session's worker: commands and questions go out, snapshots come in, and a death is noticed.

import type { MiningSnapshot } from '../../miner/index.ts';
import type {
  FromSession,
  Question,
  SessionCall,
  SessionCalls,
  SessionOpening,
  SessionPort,
  ToSession,
} from './protocol.ts';
import { applyChange } from './snapshot-change.ts';

/** What a link is handed. */
export interface LinkParts {
  readonly port: SessionPort;
  readonly opening: SessionOpening;
  /** Null where there are none. */
  readonly locks: Pick<LockManager, 'request'> | null;
  readonly onSnapshot: (snapshot: MiningSnapshot) => void;
  readonly onRemember: (message: FromSession & { readonly type: 'remember' | 'tuned' }) => void;
  /** Told once; the link is of no use then. */
  readonly onDeath: (error: Error) => void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** One worker's line. */
export class SessionLink {
  readonly #parts: LinkParts;
  readonly #waiting = new Map<number, Waiting>();
  readonly #end = new AbortController();
  #snapshot: MiningSnapshot | null = null;
  #nextAskId = 0;

  /** Opens the session. */
  constructor(parts: LinkParts) {
    this.#parts = parts;
    const { port, opening } = parts;
    port.onMessage((message) => this.#receive(message));
    port.onFailure((error) => this.#die(error));
    port.post({ type: 'open', opening });
  }

  post(message: Exclude<ToSession, { readonly type: 'open' | 'ask' }>): void {
    this.#parts.port.post(message);
  }

  /** @throws {Error} with one sentence where the session refuses, or dies meanwhile. */
  ask<Call extends SessionCall>(
    call: Call,
    takes: SessionCalls[Call]['takes'],
  ): Promise<SessionCalls[Call]['gives']> {
    const { signal } = this.#end;
    if (signal.aborted) return Promise.reject(endedBy(signal.reason));
    const askId = this.#nextAskId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(askId, { resolve, reject });
      this.#parts.port.post({ type: 'ask', askId, question: { call, takes } as Question });
    });
  }

  #receive(message: FromSession): void {
    switch (message.type) {
      case 'alive':
        void this.#watchLife();
        break;
      case 'snapshot':
        this.#snapshot = applyChange(this.#snapshot, message.change);
        this.#parts.onSnapshot(this.#snapshot);
        break;
      case 'answered':
        this.#take(message.askId)?.resolve(message.answer as never);
        break;
      case 'refused':
        this.#take(message.askId)?.reject(new Error(message.message));
        break;
      case 'remember':
      case 'tuned':
        this.#parts.onRemember(message);
        break;
      case 'broken':
        this.#die(new Error(message.message));
        break;
      default:
        message satisfies never;
    }
  }

  /** The browser takes a lock back from a worker that ends, in whatever way; an error event comes only for some. */
  async #watchLife(): Promise<void> {
    const { locks, opening } = this.#parts;
    await locks
      ?.request(opening.lifeLock, { signal: this.#end.signal }, () =>
        this.#die(new Error('its worker ended')),
      )
      .catch((error: unknown) => {
        if (!this.#end.signal.aborted) throw error;
      });
  }

  #take(askId: number): Waiting | undefined {
    const waiting = this.#waiting.get(askId);
    this.#waiting.delete(askId);
    return waiting;
  }

  #die(error: Error): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort(error);
    this.#parts.port.terminate();
    for (const { reject } of this.#waiting.values()) reject(endedBy(error));
    this.#waiting.clear();
    this.#parts.onDeath(error);
  }
}

const endedBy = (error: Error) => new Error(`The session ended: ${error.message}.`);
