// A line to a pool from a page: pages have no TCP, so a bridge such as websockify carries the bytes in a WebSocket.

import { cleanWords } from '../words.ts';
import { type ConnectPool, MOST_UNSENT_BYTES, UNREAD } from './socket.ts';

/** What websockify of old asked for; newer ones want none. */
const SUBPROTOCOL = 'binary';

/**
 * Opens `ws://` and `wss://` addresses: binary frames, without a subprotocol, and if that is refused with `binary`.
 *
 * @throws {Error} with one sentence if no bridge answers.
 */
export const connectWebSocket: ConnectPool = async (address, listener, signal) => {
  if (address.scheme !== 'ws' && address.scheme !== 'wss') {
    throw new Error('a page reaches pools through a bridge alone: its address begins with ws:// or wss://');
  }
  const { host, port, path, scheme } = address;
  const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
  let socket: WebSocket;
  try {
    socket = await opened(url, [], signal);
  } catch (error) {
    if (signal.aborted) throw error;
    socket = await opened(url, [SUBPROTOCOL], signal);
  }
  const encoder = new TextEncoder();
  const decoded = (data: unknown): Uint8Array =>
    data instanceof ArrayBuffer ? new Uint8Array(data) : encoder.encode(String(data));
  let hasSpoken = false;
  let problem: string | null = null;
  socket.onmessage = ({ data }) => {
    hasSpoken = true;
    listener.onBytes(decoded(data));
  };
  socket.onclose = (event) => listener.onClose(problem ?? problemOf(event, hasSpoken));
  return {
    send: (text) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(encoder.encode(text));
      if (socket.bufferedAmount <= MOST_UNSENT_BYTES) return;
      problem = UNREAD;
      socket.close();
    },
    close: () => socket.close(),
  };
};

/** Whoever named a wrong pool in the bridge's file sees the bridge open and close without a word. */
function problemOf({ wasClean, code, reason }: CloseEvent, hasSpoken: boolean): string | null {
  const words = reason === '' ? '' : ` (${cleanWords(reason)})`;
  if (!hasSpoken) {
    return `the bridge opened, but no pool spoke behind it${words}: look at the host and port that it leads to`;
  }
  return wasClean && code === 1000 ? null : `the bridge cut the connection${words}`;
}

function opened(url: string, protocols: readonly string[], signal: AbortSignal): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // An address that a page may not use at all, as ws:// from a secure page, is refused with an exception.
    const socket = new WebSocket(url, [...protocols]);
    socket.binaryType = 'arraybuffer';
    const onAbort = () => {
      socket.close();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.onopen = () => {
      signal.removeEventListener('abort', onAbort);
      resolve(socket);
    };
    socket.onerror = () => {
      signal.removeEventListener('abort', onAbort);
      reject(new Error('no bridge answers at this address, or it has no way to this pool'));
    };
  });
}
