// The way from the pool to one client, with its faults: late, joined, in odd pieces, cut off in the middle.

import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { WireFaults } from './options.ts';

/** Sends text in order, as the faults of the moment have it. */
export class Wire {
  readonly #socket: Socket;
  readonly #faults: WireFaults;
  /** Bytes after which this connection is cut. */
  readonly #cutAfter: number;
  #queue: { readonly bytes: Buffer; readonly dueMs: number }[] = [];
  #isPumping = false;
  #sent = 0;
  #messages = 0;

  constructor(socket: Socket, faults: WireFaults, cutAfter: number) {
    this.#socket = socket;
    this.#faults = faults;
    this.#cutAfter = cutAfter;
    socket.setNoDelay(true);
  }

  /** Bytes that went out. */
  get sent(): number {
    return this.#sent;
  }

  /** Texts that were handed over. */
  get messages(): number {
    return this.#messages;
  }

  /** Sends text, UTF-8, as it stands; nothing where the connection has ended. */
  write(text: string | Uint8Array): void {
    this.#messages++;
    const dueMs = performance.now() + this.#faults.delayMs;
    this.#queue.push({ bytes: Buffer.from(text as string), dueMs });
    if (!this.#isPumping) void this.#pump();
  }

  async #pump(): Promise<void> {
    this.#isPumping = true;
    while (this.#queue.length > 0 && !this.#socket.destroyed) {
      const { joinMs } = this.#faults;
      const waitMs = Math.max(joinMs, this.#queue[0]!.dueMs - performance.now());
      if (waitMs > 0) await setTimeout(waitMs);
      const messages = joinMs > 0 ? this.#queue.splice(0) : [this.#queue.shift()!];
      await this.#send(Buffer.concat(messages.map(({ bytes }) => bytes)));
    }
    this.#queue = [];
    this.#isPumping = false;
  }

  async #send(bytes: Buffer): Promise<void> {
    const sizes = this.#faults.chunkBytes;
    for (let start = 0, index = 0; start < bytes.length && !this.#socket.destroyed; index++) {
      const size = sizes.length === 0 ? bytes.length : sizes[index % sizes.length]!;
      const room = this.#cutAfter - this.#sent;
      const piece = bytes.subarray(start, start + Math.min(size, room));
      start += piece.length;
      this.#sent += piece.length;
      if (this.#sent >= this.#cutAfter) {
        this.#socket.write(piece, () => this.#socket.destroy());
        await new Promise((resolve) => this.#socket.once('close', resolve));
      } else {
        this.#socket.write(piece);
        // Another turn of the loop, so that the pieces are not joined on the way.
        if (sizes.length > 0) await setImmediate();
      }
    }
  }
}
