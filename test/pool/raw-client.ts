// The least that speaks Stratum: lines over a socket, answers by id. The tests of the test pool itself are made with it, so that
// they do not rest on the client that the pool is there to test.

import { connect, type Socket } from 'node:net';

/** A line, read. */
export interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: readonly unknown[];
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Milliseconds until a wait fails. */
const WAIT_MS = 5_000;

/** A connection to a pool. */
export class RawClient {
  /** All that came, oldest first. */
  readonly messages: Message[] = [];
  /** The pieces in which it came. */
  readonly pieces: string[] = [];
  isOpen = true;
  readonly #socket: Socket;
  readonly #waiters = new Set<() => void>();
  #ids = 0;
  #rest = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.pieces.push(text);
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop()!;
      for (const line of lines) this.messages.push(JSON.parse(line));
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isOpen = false;
      this.#wake();
    });
  }

  /** Connects over TCP, or takes a socket that is connected. */
  static async open(to: number | Socket): Promise<RawClient> {
    if (typeof to !== 'number') return new RawClient(to);
    const socket = connect(to, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawClient(socket);
  }

  /** What came in a line that has no end yet. */
  get rest(): string {
    return this.#rest;
  }

  /** Sends text as it stands. */
  send(raw: string): void {
    this.#socket.write(raw);
  }

  /** Asks, and waits for the answer. */
  ask(method: string, params: readonly unknown[]): Promise<Message> {
    this.#ids++;
    const id = this.#ids;
    this.send(`${JSON.stringify({ id, method, params })}\n`);
    return this.until(() =>
      this.messages.find((message) => message.id === id && message.method === undefined),
    );
  }

  /** Waits until a look at what came gives something. */
  async until<T>(look: () => T | undefined | false | null): Promise<T> {
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const seen = look();
      if (seen !== undefined && seen !== false && seen !== null) return seen;
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(`waited in vain; the last message: ${JSON.stringify(this.messages.at(-1))}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiters.delete(wake);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(left, 50));
        this.#waiters.add(wake);
      });
    }
  }

  /** The newest notification of a method. */
  last(method: string): Message | undefined {
    return this.messages.findLast((message) => message.method === method);
  }

  close(): void {
    this.#socket.destroy();
  }

  #wake(): void {
    for (const wake of [...this.#waiters]) wake();
  }
}
