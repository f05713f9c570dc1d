// A line to a pool over TCP or TLS, with what Node offers.

import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { PoolAddress } from './pool-address.ts';
import {
  type ConnectPool,
  MOST_UNSENT_BYTES,
  type PoolSocket,
  type SocketListener,
  UNREAD,
} from './socket.ts';

/** The system begins to ask whether the other side is there after so long without a word. */
const KEEP_ALIVE_MS = 30_000;

/** Opens sockets of `stratum+tcp://` and `stratum+ssl://` addresses; a certificate must be valid for the host. */
export const connectTcp: ConnectPool = (address, listener, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    if (address.scheme !== 'stratum+tcp' && address.scheme !== 'stratum+ssl') {
      reject(new Error(`${address.scheme}:// is for the page; here it is stratum+tcp:// or stratum+ssl://`));
      return;
    }
    const socket = openSocket(address);
    const onAbort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const refuse = (error: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(new Error(sentenceOf(error)));
    };
    socket.once('error', refuse);
    socket.once(address.scheme === 'stratum+ssl' ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.off('error', refuse);
      resolve(attend(socket, listener));
    });
  });

function openSocket({ scheme, host, port }: PoolAddress): Socket {
  if (scheme === 'stratum+tcp') return connectPlain({ host, port });
  // A name alone can be asked for: an address has no certificate of its own.
  return connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) });
}

function attend(socket: Socket, listener: SocketListener): PoolSocket {
  let problem: string | null = null;
  socket.on('data', (bytes: Buffer) => listener.onBytes(bytes));
  socket.on('error', (error) => {
    problem = sentenceOf(error);
  });
  socket.on('end', () => socket.end());
  socket.on('close', () => listener.onClose(problem));
  return {
    send: (text) => {
      if (socket.destroyed || socket.writableEnded) return;
      socket.write(text);
      if (socket.writableLength <= MOST_UNSENT_BYTES) return;
      problem = UNREAD;
      socket.destroy();
    },
    close: () => {
      socket.removeAllListeners('data');
      // What is on its way still goes out, but nobody waits for the other side's farewell.
      socket.end(() => socket.destroy());
    },
  };
}

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers at this host and port',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ECONNRESET: 'the pool cut the connection',
  EPIPE: 'the pool cut the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by nobody known (NODE_EXTRA_CA_CERTS can name it)',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is signed by nobody known (NODE_EXTRA_CA_CERTS can name it)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate is signed by nobody known (NODE_EXTRA_CA_CERTS can name it)',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS',
};

function sentenceOf({ code, message }: NodeJS.ErrnoException): string {
  return SENTENCES[code ?? ''] ?? message;
}
