// A line to a pool, as bytes: TCP and TLS from Node, a WebSocket bridge from a page.

import type { PoolAddress } from './pool-address.ts';

/** A pool that reads nothing while this much waits for it is as good as gone. */
export const MOST_UNSENT_BYTES = 2 ** 20;
export const UNREAD = 'the pool does not read what it is sent';

/** What is told of a socket. Nothing after `onClose`. */
export interface SocketListener {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** It has ended, by whichever side; `problem` is one sentence, or null where the other side hung up politely. */
  readonly onClose: (problem: string | null) => void;
}

/** An open socket. */
export interface PoolSocket {
  /** Sends text as UTF-8. After the end nothing happens. */
  send(text: string): void;
  /** Hangs up. */
  close(): void;
}

/**
 * Opens a socket.
 *
 * @throws {Error} with one sentence if nobody answers there; the signal's reason at its abort.
 */
export type ConnectPool = (
  address: PoolAddress,
  listener: SocketListener,
  signal: AbortSignal,
) => Promise<PoolSocket>;
